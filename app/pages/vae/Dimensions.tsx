/** Figure: every dimension of a shipped VAE as a slider and a strip of faces, beside what it is measured to know. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ATTRIBUTES, compose, faceAt, TEST_SIZE, toUnit } from '../../data/faces';
import { createRng } from '../../data/rng';
import { useLang, useText } from '../../i18n';
import type { Beta, BetaRow } from '../../runtime/programs/vae/latents';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { HeatMap } from '../../viz/HeatMap';
import { useSize } from '../../viz/useSize';
import { BetaTable } from './BetaTable';
import { DecodedFace } from './DecodedFace';
import { DimensionRow, ROW_HEIGHT } from './DimensionRow';
import { byInformation, DEAD, PLACES } from './latents';
import { dimensionsCode } from './sources';
import { text } from './text/latents';
import styles from './vae.module.css';

const state = defineState('vae.dimensions', {
  beta: oneOf(['0.25', '1', '4'], '1'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  row: int({ min: 0, max: 15, default: 0 }),
  attribute: int({ min: 0, max: 9, default: 0 }),
});

export default function Dimensions() {
  const words = useText(text);
  const t = words.dimensions;
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ beta: Number(s.beta) as Beta }), [s.beta]);
  const lab = useLab('vae.latents', config);
  const { frame, call, run } = lab;
  const [z, setZ] = useState<Float32Array>(() => new Float32Array(16));
  const [strips, setStrips] = useState<PictureData | null>(null);
  const [rows, setRows] = useState<readonly BetaRow[] | null>(null);
  const [wideRef, { width }] = useSize<HTMLDivElement>();
  const [heatRef, heat] = useSize<HTMLDivElement>();
  const root = useRef<HTMLDivElement>(null);

  const order = useMemo(() => (frame ? byInformation(frame.kl) : []), [frame]);
  const info = useMemo(
    () =>
      frame
        ? Float32Array.from(
            order.flatMap((j) => Array.from(frame.info.subarray(j * 10, j * 10 + 10), (nats, k) => nats / frame.entropies[k])),
          )
        : null,
    [frame, order],
  );
  const show = (face: number) => {
    set({ face });
    void call('encode', toUnit(compose(faceAt('test', face)))).then((answer) => answer && setZ(answer.mu));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model's code of the chosen face, once it is there
  useEffect(() => {
    if (run > 0) show(s.face);
  }, [run]);
  // The one picture goes first; the strips follow when the hand rests.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again of a new run
  useEffect(() => {
    const timer = setTimeout(() => void call('strips', { z, places: PLACES }).then((answer) => answer && setStrips(answer)), 70);
    return () => clearTimeout(timer);
  }, [z, call, run]);
  const move = useCallback((j: number, v: number) => setZ((old) => Float32Array.from(old, (u, i) => (i === j ? v : u))), []);
  const chosen = order[s.row] ?? 0;
  const share = info?.[s.row * 10 + s.attribute] ?? 0;
  const attribute = ATTRIBUTES[s.attribute];
  const stacked = width > 0 && width < 860;

  return (
    <Figure
      id="vae.dimensions"
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={dimensionsCode}
      formulas={['mig', 'kl']}
      save={{ canvas: () => root.current?.querySelector('canvas') ?? null }}
      controls={
        <>
          <Choice
            label={words.model}
            value={s.beta}
            options={(['0.25', '1', '4'] as const).map((value) => ({ value, label: value }))}
            onChange={(beta) => set({ beta })}
          />
          <Button onClick={() => void call('compare').then((answer) => answer && setRows(answer))}>{t.compare}</Button>
        </>
      }
    >
      <div className={styles.stack} ref={root}>
        <div className={styles.row} ref={wideRef}>
          <DecodedFace z={z} decode={(code) => call('decode', code)} label={t.face} width={192} run={run} />
          <div className={styles.column}>
            <div className={styles.readouts}>
              <NumberReadout label={t.mig} value={frame ? frame.mig.toFixed(3) : null} formula="mig" />
              <NumberReadout
                label={t.active}
                value={frame ? t.of(frame.kl.filter((v) => v > DEAD).length, 16) : null}
                formula={{ id: 'kl', fn: 'runtime/programs/vae/latents.ts#dissect' }}
              />
              <NumberReadout
                label={t.error}
                value={frame ? frame.mse.toFixed(4) : null}
                formula={{ fn: 'runtime/programs/vae/faces.ts#meanSquare' }}
              />
            </div>
            <div className={styles.row}>
              <Button onClick={() => show((s.face + 1) % TEST_SIZE)}>{t.encode}</Button>
              <Button onClick={() => setZ(createRng(`prior/${Math.random()}`).fillNormal(new Float32Array(16)))}>{t.sample}</Button>
              <Button onClick={() => setZ(new Float32Array(16))}>{t.zero}</Button>
            </div>
            {info && (
              <div data-chosen>
                <p className={styles.hint}>
                  {t.chosen(
                    chosen + 1,
                    attribute[lang],
                    (share * (frame?.entropies[s.attribute] ?? 0)).toFixed(2),
                    `${(100 * share).toFixed(0)}%`,
                  )}
                </p>
                {strips && (
                  <FaceGrid
                    data={strips.subarray(chosen * PLACES.length * 768, (chosen + 1) * PLACES.length * 768)}
                    count={PLACES.length}
                    columns={PLACES.length}
                    width={Math.min(width, 620)}
                    label={t.traversal(chosen + 1)}
                  />
                )}
              </div>
            )}
          </div>
        </div>
        {rows && <BetaTable rows={rows} />}
        <div className={styles.dimensions}>
          <div className={styles.rows}>
            <p className={styles.rowsHead}>{t.kl}</p>
            {frame &&
              order.map((j, i) => (
                <DimensionRow
                  key={j}
                  j={j}
                  value={z[j]}
                  kl={frame.kl[j]}
                  most={frame.kl[order[0]]}
                  strip={strips?.subarray(j * PLACES.length * 768, (j + 1) * PLACES.length * 768)}
                  chosen={i === s.row}
                  stripWidth={width < 560 ? 152 : 312}
                  onChange={move}
                />
              ))}
          </div>
          <div ref={heatRef}>
            <p className={styles.rowsHead}>{t.knowledge}</p>
            {info && heat.width > 0 && (
              <HeatMap
                data={info}
                rows={16}
                columns={10}
                width={heat.width}
                height={16 * (stacked ? 24 : ROW_HEIGHT)}
                label={t.heat}
                domain={[0, Math.max(0.15, ...info)]}
                high="condition"
                row={s.row}
                column={s.attribute}
                rowLabels={stacked ? order.map((j) => t.dim(j + 1)) : undefined}
                onSelect={(row, column, hover) => !hover && set({ row, attribute: column })}
              />
            )}
            <div className={styles.columnNames} style={{ paddingLeft: stacked ? 64 : 0 }}>
              {ATTRIBUTES.map((a) => (
                <span key={a.key}>{a[lang]}</span>
              ))}
            </div>
          </div>
        </div>
      </div>
    </Figure>
  );
}
