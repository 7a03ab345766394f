/**
 * A second classifier of attributes: the same network and recipe as `oracle`, another seed (`training/torch/train.py oracle-2`). Nothing is
 * tuned to it and no page loads it: a held-out judge, whose numbers stand on the cards beside the first's.
 */
import { readFileSync } from 'node:fs';
import type { Params } from '../../app/models/nn/params';
import { readSafetensors } from '../../app/runtime/safetensors';
import { tensorsOf } from '../model';

let known: Params | null = null;

/** Its parameters; they live until the process ends. */
export function judgeParams(): Params {
  known ??= tensorsOf(readSafetensors(readFileSync(new URL('model.safetensors', import.meta.url))).arrays);
  return known;
}
