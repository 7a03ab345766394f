/**
 * A second classifier of attributes: the same network and recipe as `oracle`, another seed (`training/torch/train.py oracle-2`). Nothing is
 * tuned to it and no page loads it: a held-out judge, whose numbers stand on the cards beside the first's.
 */
import type { Params } from '../../app/models/nn/params';
import { readSafetensors } from '../../app/runtime/safetensors';
import { tensorsOf } from '../model';

let known: Params | null = null;

/** Its parameters; they live until the process ends. Node's files are asked for here only: tests in a browser import the models, too. */
export async function judgeParams(): Promise<Params> {
  const { readFile } = await import('node:fs/promises');
  known ??= tensorsOf(readSafetensors(await readFile(new URL('model.safetensors', import.meta.url))).arrays);
  return known;
}
