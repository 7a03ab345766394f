/** Figure 4: a face, or the reader's painting, looked up cell by cell in the codebook; the codes in a plane; other words put in. */

import { useMemo, useState } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useText } from '../../i18n';
import { Button, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab } from '../../store/lab';
import { bool, defineState, int, oneOf, text as textField, useFigureState } from '../../store/url';
import { CellSide } from './CellSide';
import { CodePlane } from './CodePlane';
import { VQ_MODELS, VqChoice } from './choices';
import { COLOURS, withPaint } from './Painting';
import { Pipeline } from './Pipeline';
import { arePairs, decodePairs, encodePairs } from './pairs';
import { text } from './text/tokens';
import styles from './vae.module.css';

const MOST_CELLS = 64;
const MOST_CODES = 1_024;

export const state = defineState('vae.codebook', {
  model: oneOf(VQ_MODELS, 'vqvae4'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 3 }),
  mine: ownFace(),
  cell: int({ min: 0, max: 63, default: 5 }),
  paint: bool(false),
  /** Pixels painted over, by their colour; cells whose word the reader chose, by its code. */
  painted: textField({ default: '', max: 2_400, check: (given) => arePairs(given, 256, COLOURS.length) }),
  written: textField({ default: '', max: 600, check: (given) => arePairs(given, MOST_CELLS, MOST_CODES) }),
});
/** Codes on offer for a cell: the nearest, then further and further away, the farthest last. */
const OFFERED = 12;
const rankOf = (i: number, codes: number) => Math.max(i, Math.round(codes ** (i / (OFFERED - 1))) - 1);

export default function Codebook() {
  const words = useText(text);
  const t = words.codebook;
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ model: s.model }), [s.model]);
  const lab = useLab('vae.codebook', config);
  const { frame } = lab;
  const original = useMemo(() => pictureOf(s.face, s.mine), [s.face, s.mine]);
  const [hovered, setHovered] = useState<number | null>(null);
  const written = useMemo(() => decodePairs(s.written, MOST_CELLS, MOST_CODES), [s.written]);
  const painted = useMemo(() => decodePairs(s.painted, 256, COLOURS.length), [s.painted]);
  const picture = useMemo(() => (s.paint ? withPaint(original, painted) : original), [s.paint, original, painted]);
  const looked = useAnswer(lab, 'look', frame ? picture : null).value;

  const grid = frame?.grid ?? 4;
  const fits = looked !== undefined && frame !== null && looked.tokens.length === grid * grid;
  const tokens = useMemo(() => (fits && looked ? looked.tokens.map((k, cell) => written.get(cell) ?? k) : null), [fits, looked, written]);
  const decoded = useAnswer(lab, 'decode', tokens).value;
  const cell = Math.min(hovered ?? s.cell, grid * grid - 1);
  const k = frame?.codes ?? 0;
  const distances = useMemo(() => (fits && looked ? looked.distances.subarray(cell * k, (cell + 1) * k) : null), [fits, looked, cell, k]);
  const offer = useMemo(() => {
    if (!distances || !tokens) return null;
    const order = Int32Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b]);
    const codes = Int32Array.from({ length: OFFERED }, (_, i) => order[rankOf(i, order.length)]);
    return { tokens, cell, codes };
  }, [distances, tokens, cell]);
  const faces = useAnswer(lab, 'alternatives', offer).value;
  const write = (code: number) => set({ written: encodePairs(new Map(written).set(cell, code)) });
  const winner = looked?.tokens[cell] ?? 0;
  const now = tokens?.[cell] ?? winner;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Button onClick={() => set({ face: (s.face + 1) % TEST_SIZE, paint: false, written: '', mine: '' })}>{words.another}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine, paint: false, written: '' })} />
          <Toggle
            label={t.paint}
            value={s.paint}
            onChange={(paint) => {
              set({ paint, painted: '', written: '' });
            }}
          />
          <VqChoice value={s.model} onChange={(model) => set({ model, written: '' })} />
          <Button disabled={written.size === 0} onClick={() => set({ written: '' })}>
            {t.undo}
          </Button>
        </>
      }
    >
      <div className={styles.lookUp}>
        <Pipeline
          picture={picture}
          onPaint={
            s.paint
              ? (pixels, colour) => {
                  const next = new Map(painted);
                  for (const pixel of pixels) next.set(pixel, colour);
                  set({ painted: encodePairs(next), written: '' });
                }
              : null
          }
          onClear={() => set({ painted: '', written: '' })}
          restore={() => set({ painted: s.painted, written: s.written })}
          tokens={tokens}
          codes={k}
          grid={grid}
          cell={cell}
          written={(c) => written.has(c)}
          decoded={decoded}
          onCell={(c) => set({ cell: c })}
          onHover={setHovered}
        />
        {frame && looked && fits && <CodePlane frame={frame} looked={looked} cell={cell} now={now} onChoose={write} />}
        {distances && offer && (
          <CellSide
            picture={picture}
            decoded={decoded}
            grid={grid}
            cell={cell}
            distances={distances}
            winner={winner}
            now={now}
            offer={offer.codes}
            faces={faces}
            onChoose={write}
          />
        )}
      </div>
    </Figure>
  );
}
