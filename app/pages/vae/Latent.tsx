/** A code to play with: sixteen sliders with their strips, the face they decode to, and the heat map that says what each one knows. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ATTRIBUTES, TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { createRng, nextSeed } from '../../data/rng';
import { useText } from '../../i18n';
import { DEAD } from '../../models/vae/disentangle';
import { Button, NumberReadout } from '../../shell/controls';
import { layout, Sized } from '../../shell/layout';
import { OwnFace } from '../../shell/own/OwnFace';
import type { Lab } from '../../store/lab';
import type { PictureData } from '../../viz/facePixels';
import { useSize } from '../../viz/useSize';
import { DecodedFace } from './DecodedFace';
import { DimensionRow } from './DimensionRow';
import type { DimensionsState } from './dimensionsState';
import { Knowledge, KnowledgeWords } from './Knowledge';
import {
  brightest,
  byInformation,
  decodeMoves,
  faceOn,
  GRID_VALUES,
  type LatentTraversal,
  SLIDER_VALUES,
  sliderIndex,
  withMoves,
} from './latents';
import { encodePairs } from './pairs';
import { Strip } from './Strip';
import { text } from './text/latents';
import styles from './vae.module.css';

interface Props {
  readonly lab: Lab<'vae.latents'>;
  readonly s: DimensionsState;
  readonly set: (changed: Partial<DimensionsState>) => void;
}

export function Latent({ lab, s, set }: Props) {
  const t = useText(text).dimensions;
  const { frame, call, run } = lab;
  const { face, mine, row, attribute } = s;
  const [mu, setMu] = useState<Float32Array>(() => new Float32Array(16));
  const [strips, setStrips] = useState<PictureData | null>(null);
  const [traversal, setTraversal] = useState<LatentTraversal | null>(null);
  const [ref, { width }] = useSize<HTMLDivElement>();

  const order = useMemo(() => (frame ? byInformation(frame.kl) : []), [frame]);
  const shares = useMemo(() => {
    if (!frame) return null;
    const { info, entropies } = frame;
    return Float32Array.from(order.flatMap((j) => ATTRIBUTES.map((_, k) => info[j * ATTRIBUTES.length + k] / entropies[k])));
  }, [frame, order]);
  const cell = useMemo(() => {
    if (row >= 0 || !shares) return { row: Math.max(0, row), attribute };
    const at = brightest(shares);
    return { row: Math.floor(at / ATTRIBUTES.length), attribute: at % ATTRIBUTES.length };
  }, [row, attribute, shares]);

  // The model's code of the chosen face, once it is there.
  useEffect(() => {
    setTraversal(null);
    if (run > 0) void call('encode', pictureOf(face, mine)).then((answer) => answer && setMu(answer.mu));
  }, [face, mine, call, run]);
  const start = useMemo(() => {
    if (s.from === 'face') return mu;
    const zero = new Float32Array(16);
    return s.from === 'prior' ? createRng(`prior/${s.draw}`).fillNormal(zero) : zero;
  }, [s.from, s.draw, mu]);
  const z = useMemo(() => withMoves(start, decodeMoves(s.moved)), [start, s.moved]);
  // The one picture goes first; the strips follow when the hand rests.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again of a new run
  useEffect(() => {
    const timer = setTimeout(() => void call('strips', { z, gridValues: GRID_VALUES }).then((answer) => answer && setStrips(answer)), 70);
    return () => clearTimeout(timer);
  }, [z, call, run]);

  // When the hand reaches a slider, all it can show is decoded at once: then a move needs no answer and is painted in the same frame.
  const here = useRef(z);
  here.current = z;
  const reach = useCallback(
    (j: number) => {
      const from = here.current;
      void call('latentTraversal', { z: from, j, gridValues: SLIDER_VALUES }).then((faces) => faces && setTraversal({ z: from, j, faces }));
    },
    [call],
  );
  const known = faceOn(traversal, z);
  const moved = useRef(s.moved);
  moved.current = s.moved;
  const traversalRef = useRef(traversal);
  traversalRef.current = traversal;
  const move = useCallback(
    (j: number, v: number) => {
      const moves = new Map(decodeMoves(moved.current)).set(j, sliderIndex(v));
      const next = withMoves(here.current, moves);
      flushSync(() => set({ moved: encodePairs(moves) })); // React would let a dragged slider wait for the next frame
      if (!faceOn(traversalRef.current, next)) reach(j);
    },
    [reach, set],
  );
  const onCell = useCallback((row: number, attribute: number) => set({ row, attribute }), [set]);
  const narrow = width < 860;
  // On a stage all sixteen are to be seen at once: the face stands beside them, and each takes one line.
  const wide = width >= 1200;
  const rowHeight = wide ? 34 : 48;
  const j = order[cell.row] ?? 0;
  const words = shares && frame && (
    <div data-chosen>
      <KnowledgeWords j={j} shares={shares} entropies={frame.entropies} row={cell.row} attribute={cell.attribute} />
      {strips && <Sized max={620}>{(room) => <Strip strips={strips} j={j} width={room} label={t.traversal(j + 1)} />}</Sized>}
    </div>
  );

  return (
    <div className={wide ? styles.beside : layout.stack} ref={ref} data-wide={wide || undefined}>
      <div className={wide ? layout.column : layout.row}>
        <DecodedFace z={z} known={known} decode={(code) => call('decode', code)} label={t.face} width={192} run={run} />
        <div className={layout.column}>
          <div className={layout.readouts}>
            <NumberReadout label={t.mig} value={frame ? frame.mig.toFixed(3) : null} formula="mig" />
            <NumberReadout
              label={t.active}
              value={frame ? t.of(frame.kl.filter((v) => v > DEAD).length, 16) : null}
              formula={{ id: 'kl', fn: 'runtime/programs/vae/latents.ts#measureLatents' }}
            />
            <NumberReadout
              label={t.error}
              value={frame ? frame.mse.toFixed(4) : null}
              formula={{ fn: 'runtime/programs/vae/faces.ts#meanSquare' }}
            />
          </div>
          <div className={layout.row}>
            <Button onClick={() => set({ face: (face + 1) % TEST_SIZE, mine: '', from: 'face', moved: '' })}>{t.encode}</Button>
            <OwnFace own={mine} onTake={(taken) => set({ mine: taken, from: 'face', moved: '' })} />
            <Button onClick={() => set({ draw: nextSeed(s.draw), from: 'prior', moved: '' })}>{t.sample}</Button>
            <Button onClick={() => set({ from: 'zero', moved: '' })}>{t.zero}</Button>
          </div>
          {!narrow && words}
        </div>
      </div>
      <div className={styles.dimensions}>
        <div className={styles.rows}>
          <p className={styles.rowsHead}>
            <span className={layout.caption}>{t.kl}</span>
          </p>
          {frame &&
            order.map((dim, i) => (
              <DimensionRow
                key={dim}
                j={dim}
                value={z[dim]}
                kl={frame.kl[dim]}
                most={frame.kl[order[0]]}
                strips={strips}
                chosen={i === cell.row}
                stripWidth={width < 560 ? 152 : 312}
                height={rowHeight}
                onReach={reach}
                onChange={move}
              />
            ))}
        </div>
        {shares && <Knowledge shares={shares} order={order} row={cell.row} attribute={cell.attribute} {...{ narrow, rowHeight, onCell }} />}
        {narrow && words}
      </div>
    </div>
  );
}
