/** Figure 4: a face, or the reader's painting, looked up cell by cell in the codebook; the codes in a plane; other words put in. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { compose, faceAt, TEST_SIZE, toUnit } from '../../data/faces';
import { useText } from '../../i18n';
import { Button, Choice, NumberReadout, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useAnswer, useLab } from '../../store/lab';
import { bool, defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { SortedBars } from '../../viz/SortedBars';
import { TokenGrid } from '../../viz/TokenGrid';
import { useSize } from '../../viz/useSize';
import { VoronoiPlane } from '../../viz/VoronoiPlane';
import { Alternatives } from './Alternatives';
import { Painting } from './Painting';
import { codebookCode } from './sources';
import { text } from './text/tokens';
import styles from './vae.module.css';

const state = defineState('vae.codebook', {
  model: oneOf(['vqvae4', 'vqvae8'], 'vqvae4'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 3 }),
  cell: int({ min: 0, max: 63, default: 5 }),
  paint: bool(false),
});
const FACE = 192;
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
  const original = useMemo(() => toUnit(compose(faceAt('test', s.face))), [s.face]);
  const [painted, setPainted] = useState<Float32Array | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [written, setWritten] = useState<ReadonlyMap<number, number>>(new Map());
  const [planeRef, plane] = useSize<HTMLDivElement>();
  const [sideRef, side] = useSize<HTMLDivElement>();
  const root = useRef<HTMLDivElement>(null);
  const picture = (s.paint && painted) || original;
  const looked = useAnswer(lab, 'look', frame ? picture : null).value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture or model has other words
  useEffect(() => setWritten(new Map()), [picture, s.model]);

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
  const write = (code: number) => setWritten(new Map(written).set(cell, code));
  const winner = looked?.tokens[cell] ?? 0;
  const now = tokens?.[cell] ?? winner;
  const percent = (v: number) => `${(100 * v).toFixed(0)}%`;

  return (
    <Figure
      id="vae.codebook"
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={codebookCode}
      formulas={['lookup', 'perplexity']}
      save={{ canvas: () => root.current?.querySelector('[data-plane] canvas') ?? null }}
      controls={
        <>
          <Button onClick={() => set({ face: (s.face + 1) % TEST_SIZE, paint: false })}>{words.another}</Button>
          <Toggle
            label={t.paint}
            value={s.paint}
            onChange={(paint) => {
              setPainted(original.slice());
              set({ paint });
            }}
          />
          <Choice
            label={words.model}
            value={s.model}
            options={(['vqvae4', 'vqvae8'] as const).map((value) => ({ value, label: words.models[value] }))}
            onChange={(model) => set({ model })}
          />
          <Button disabled={written.size === 0} onClick={() => setWritten(new Map())}>
            {t.undo}
          </Button>
        </>
      }
    >
      <div className={styles.stack} ref={root}>
        <div className={styles.pipeline}>
          <div className={styles.small}>
            {s.paint ? (
              <Painting data={painted ?? original} onChange={setPainted} onClear={() => setPainted(original.slice())} />
            ) : (
              <TokenGrid
                tokens={looked?.tokens ?? []}
                numbers={false}
                grid={grid}
                size={FACE}
                label={t.cell}
                selected={cell}
                onSelect={(c) => set({ cell: c })}
                onHover={setHovered}
              >
                <FaceCanvas data={picture} width={FACE} label={t.face} />
              </TokenGrid>
            )}
            {t.face}
          </div>
          <span className={styles.arrow}>{t.encode} →</span>
          <div className={styles.small} data-tokens>
            <TokenGrid
              tokens={tokens ?? []}
              grid={grid}
              size={FACE}
              label={t.tokens}
              selected={cell}
              marked={(c) => written.has(c)}
              onSelect={(c) => set({ cell: c })}
              onHover={setHovered}
            />
            <span data-thing="token">{t.tokensHead(k)}</span>
          </div>
          <span className={styles.arrow}>{t.decode} →</span>
          <div className={styles.small}>
            {decoded ? <FaceCanvas data={decoded} width={FACE} label={t.decoded} /> : <div style={{ width: FACE, height: FACE }} />}
            {t.decoded}
          </div>
        </div>
        <div className={styles.heroSide}>
          <div ref={planeRef} data-plane>
            {frame && looked && fits && plane.width > 0 && (
              <VoronoiPlane
                codes={frame.points}
                encodings={frame.encodings}
                counts={frame.counts}
                tokens={frame.tokens}
                width={plane.width}
                height={Math.min(420, plane.width)}
                label={t.plane(k, percent(frame.seen))}
                selected={now}
                onSelect={write}
                through={{
                  ze: looked.points.subarray(2 * cell, 2 * cell + 2),
                  zq: frame.points.subarray(2 * now, 2 * now + 2),
                }}
              />
            )}
            {frame && (
              <p className={styles.hint} data-thing="code">
                {t.planeNote(percent(frame.seen), percent(frame.agree))}
              </p>
            )}
          </div>
          <div className={styles.column} ref={sideRef}>
            {distances && side.width > 0 && (
              <>
                <p className={styles.caption}>{t.distances(k)}</p>
                <SortedBars
                  values={distances}
                  width={side.width}
                  height={110}
                  label={t.distances(k)}
                  marked={now === winner ? null : now}
                />
                <p className={styles.hint} data-winner>
                  {t.winner(winner, distances[winner].toFixed(2))}
                  {now !== winner && ` · ${t.chosen(now, distances[now].toFixed(2))}`}
                </p>
                {offer && faces && <Alternatives codes={offer.codes} faces={faces} now={now} width={side.width} onChoose={write} />}
              </>
            )}
            <div className={styles.readouts}>
              <NumberReadout
                label={t.readouts.used}
                value={frame ? t.of(frame.used, frame.codes) : null}
                formula={{ fn: 'runtime/programs/vae/codebook.ts#start' }}
              />
              <NumberReadout label={t.readouts.perplexity} value={frame?.perplexity ?? null} formula="perplexity" />
            </div>
          </div>
        </div>
      </div>
    </Figure>
  );
}
