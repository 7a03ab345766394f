/** What the address remembers of the figure on the one sequence, and what the figure works out from it. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { MASKS } from '../../models/dalle/masks';
import type { StreamConfig, StreamFrame } from '../../runtime/programs/dalle/stream';
import { bool, defineState, int, number, oneOf, text as textField, useFigureState } from '../../store/url';
import { attentionOf } from './heads';
import { readForced } from './prompts';
import { text } from './text/stream';

/** Stands for the page's own example, in the reader's language. */
const EXAMPLE = '*';
export const CELLS = 16;

export const state = defineState('dalle.stream', {
  prompt: textField({ default: EXAMPLE, max: 400 }),
  other: textField({ default: EXAMPLE, max: 400 }),
  two: bool(false),
  side: oneOf(['first', 'second'], 'first'),
  cell: int({ min: 0, max: CELLS, default: CELLS }),
  temperature: number({ min: 0, max: 2, default: 0.5 }),
  topK: int({ min: 1, max: 256, default: 64 }),
  topP: number({ min: 0.05, max: 1, default: 1 }),
  w: number({ min: 0, max: 4, default: 1 }),
  mask: oneOf(MASKS, 'causal'),
  forced: textField({ default: '', max: 140, check: (given) => readForced(given) !== null }),
  view: oneOf(['heads', 'number', 'mask'], 'heads'),
  head: int({ min: -1, max: 15, default: -1 }),
  place: int({ min: -1, max: 40, default: -1 }),
  seed: int({ min: 1, max: 999_999, default: 3 }),
});

export function useStream() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const first = s.prompt === EXAMPLE ? t.example : s.prompt;
  const second = s.other === EXAMPLE ? t.otherExample : s.other;
  const config = useMemo<StreamConfig>(
    () => ({
      prompts: s.two ? [first, second] : [first],
      temperature: s.temperature,
      topK: s.topK,
      topP: s.topP,
      w: s.w,
      mask: s.mask,
      forced: readForced(s.forced) ?? [],
    }),
    [first, second, s.two, s.temperature, s.topK, s.topP, s.w, s.mask, s.forced],
  );
  return { s, set, problems, config, picture: s.two && s.side === 'second' ? 1 : 0, cell: Math.min(s.cell, CELLS - 1) };
}

export type Stream = ReturnType<typeof useStream>;

/** Attention from the place that guesses a cell: of the head that is held, or the mean of all. [places] */
export function lookedAt(frame: StreamFrame, head: number, cell: number, picture: number): Float32Array {
  const pictures = frame.texts.length;
  const places = frame.textPlaces + frame.cells;
  const out = new Float32Array(places);
  const all = frame.blocks * frame.heads;
  for (let n = 0; n < all; n++) {
    if (head >= 0 && n !== head) continue;
    const row = attentionOf(frame.attention, frame, { cell, block: Math.floor(n / frame.heads), head: n % frame.heads, picture, pictures });
    for (let j = 0; j < places; j++) out[j] += row[j] / (head >= 0 ? 1 : all);
  }
  return out;
}

/** One row of an array [cells · pictures · codes]. */
export function rowOf(frame: StreamFrame, values: Float32Array, cell: number, picture: number): Float32Array {
  const from = (cell * frame.texts.length + picture) * frame.codes;
  return values.subarray(from, from + frame.codes);
}

/** Total variation between the two prompts' guesses at every cell, in [0, 1]: ½ Σ |p − q|. [cells] */
export function differences(frame: StreamFrame): Float32Array {
  return Float32Array.from({ length: frame.cells }, (_, cell) => {
    const [p, q] = [rowOf(frame, frame.plain, cell, 0), rowOf(frame, frame.plain, cell, 1)];
    return p.reduce((sum, a, k) => sum + Math.abs(a - q[k]) / 2, 0);
  });
}
