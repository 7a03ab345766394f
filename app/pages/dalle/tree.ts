/** The tree of a text token: which two tokens it was joined from, down to its bytes. */
import { type Bpe, bytesOf } from '../../models/dalle/bpe';
import type { TreeNode } from '../../viz/MergeTree';
import { written } from './tokens';

export function treeOf(bpe: Bpe, token: number): TreeNode {
  const node = { name: written(bytesOf(bpe, token)), number: String(token) };
  return token < 256 ? node : { ...node, children: bpe.merges[token - 256].map((part) => treeOf(bpe, part)) };
}
