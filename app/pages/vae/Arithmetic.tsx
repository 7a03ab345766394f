/** Figure: the way from one code to another, and attributes added to and taken from a face, with what that does counted. */
import { useEffect, useMemo, useState } from 'react';
import { ATTRIBUTES, CLASS_COUNTS, compose, faceAt, TEST_SIZE, toUnit } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import type { Beta, Edited } from '../../runtime/programs/vae/latents';
import { Button, Choice, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import { useSize } from '../../viz/useSize';
import { arithmeticCode } from './sources';
import { text } from './text/latents';
import styles from './vae.module.css';

/** Every class of every attribute: `glasses.2`, with its row among the directions. */
const TERMS = ATTRIBUTES.flatMap((a, k) =>
  a.classes.map((c, value) => ({
    id: `${a.key}.${value}`,
    k,
    value,
    row: CLASS_COUNTS.slice(0, k).reduce((x, y) => x + y, 0) + value,
    a,
    c,
  })),
);
const STEPS = 11;
const state = defineState('vae.arithmetic', {
  beta: oneOf(['0.25', '1', '4'], '1'),
  a: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  b: int({ min: 0, max: TEST_SIZE - 1, default: 11 }),
  plus: oneOf(['', ...TERMS.map((t) => t.id)], 'glasses.2'),
  minus: oneOf(['', ...TERMS.map((t) => t.id)], ''),
  far: number({ min: 0, max: 2, default: 1 }),
});

export default function Arithmetic() {
  const words = useText(text);
  const t = words.arithmetic;
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ beta: Number(s.beta) as Beta }), [s.beta]);
  const lab = useLab('vae.latents', config);
  const { frame, call, run } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const a = useMemo(() => toUnit(compose(faceAt('test', s.a))), [s.a]);
  const b = useMemo(() => toUnit(compose(faceAt('test', s.b))), [s.b]);
  const [codes, setCodes] = useState<readonly [Float32Array, Float32Array] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again of a new run
  useEffect(() => {
    const ask = (picture: Float32Array) => call('encode', picture, { queue: true });
    void Promise.all([ask(a), ask(b)]).then(([x, y]) => x && y && setCodes([x.mu, y.mu]));
  }, [a, b, run, call]);

  const between = useMemo(() => codes && mixes(codes[0], codes[1]), [codes]);
  const blended = useMemo(() => mixes(a, b), [a, b]);
  const move = useMemo(() => {
    const directions = frame?.directions;
    const row = (id: string, j: number) => {
      const term = TERMS.find((x) => x.id === id);
      return term && directions ? directions[term.row * 16 + j] : 0;
    };
    return Float32Array.from({ length: 16 }, (_, j) => row(s.plus, j) - row(s.minus, j));
  }, [frame, s.plus, s.minus]);
  const path = useMemo(() => {
    if (!codes) return null;
    const z = new Float32Array(STEPS * 16);
    for (let i = 0; i < STEPS; i++) for (let j = 0; j < 16; j++) z[i * 16 + j] = codes[0][j] + ((2 * i) / (STEPS - 1)) * move[j];
    return z;
  }, [codes, move]);
  const here = useMemo(
    () => codes && new Float32Array([...codes[0], ...codes[0].map((v, j) => v + s.far * move[j])]),
    [codes, move, s.far],
  );
  const all = useMemo(() => (between && path && here ? new Float32Array([...between, ...path, ...here]) : null), [between, path, here]);
  const faces = useAnswer(lab, 'decode', all).value;
  const asked = TERMS.find((x) => x.id === (s.plus || s.minus));
  const question = useMemo(
    () => (asked && s.plus && frame ? { k: asked.k, value: asked.value, move: move.map((v) => v * s.far) } : null),
    [asked, s.plus, frame, move, s.far],
  );
  const edited = useAnswer(lab, 'edit', question).value;
  const cut = (from: number, n: number) => faces?.subarray(from * 768, (from + n) * 768);
  const options = [{ value: '', label: t.nothing }, ...TERMS.map((x) => ({ value: x.id, label: t.of(x.a[lang], x.c[lang]) }))];
  const phone = width < 560;
  const columns = phone ? 6 : STEPS;
  const large = phone ? 96 : 128;
  const stripWidth = Math.min(width - (phone ? 0 : 110), 760);

  return (
    <Figure
      id="vae.arithmetic"
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={arithmeticCode}
      formulas={['arithmetic', 'reparameterise']}
      controls={
        <>
          <Choice label={t.plus} value={s.plus} options={options} onChange={(plus) => set({ plus })} />
          <Choice label={t.minus} value={s.minus} options={options} onChange={(minus) => set({ minus })} />
          <Slider label={t.strength} value={s.far} min={0} max={2} step={0.05} onChange={(far) => set({ far })} />
          <Button onClick={() => set({ a: (s.a + 1) % TEST_SIZE })}>{t.left}</Button>
          <Button onClick={() => set({ b: (s.b + 1) % TEST_SIZE })}>{t.right}</Button>
        </>
      }
      more={
        <Choice
          label={words.model}
          value={s.beta}
          options={(['0.25', '1', '4'] as const).map((value) => ({ value, label: value }))}
          onChange={(beta) => set({ beta })}
        />
      }
    >
      <div className={styles.stack} ref={ref}>
        {faces && width > 0 && (
          <>
            <div>
              <p className={styles.caption}>{t.between}</p>
              <div className={styles.strips}>
                <span className={styles.latent}>{t.latent}</span>
                <FaceGrid data={cut(0, STEPS) as never} count={STEPS} columns={columns} width={stripWidth} label={t.betweenAlt(t.latent)} />
                <span className={styles.data}>{t.pixels}</span>
                <FaceGrid data={blended} count={STEPS} columns={columns} width={stripWidth} label={t.betweenAlt(t.pixels)} />
              </div>
            </div>
            <div>
              <p className={styles.caption}>{t.sum}</p>
              <div className={styles.row}>
                <div className={styles.small}>
                  <FaceCanvas data={a} width={large} label={t.original} />
                  {t.original}
                </div>
                <div className={styles.small}>
                  <FaceCanvas data={cut(2 * STEPS, 1) as never} width={large} label={t.reconstructed} />
                  {t.reconstructed}
                </div>
                <div className={styles.small}>
                  <FaceCanvas data={cut(2 * STEPS + 1, 1) as never} width={large} label={t.moved} />
                  {t.moved}
                </div>
                {edited && s.plus && <Counted edited={edited} />}
              </div>
            </div>
            <FaceGrid
              data={cut(STEPS, STEPS) as never}
              count={STEPS}
              columns={columns}
              width={stripWidth}
              label={t.movedAlt}
              selected={Math.round((s.far / 2) * (STEPS - 1))}
              onSelect={(i) => set({ far: (2 * i) / (STEPS - 1) })}
            />
          </>
        )}
      </div>
    </Figure>
  );
}

function Counted({ edited }: { readonly edited: Edited }) {
  const t = useText(text).arithmetic;
  const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
  return (
    <p className={styles.counted} data-counted>
      {t.measured(edited.n, percent(edited.gained), percent(edited.before), percent(edited.kept))}
    </p>
  );
}

/** STEPS mixtures from one vector to another, one after the other. */
function mixes(from: Float32Array, to: Float32Array): Float32Array {
  const out = new Float32Array(STEPS * from.length);
  for (let i = 0; i < STEPS; i++)
    for (let j = 0; j < from.length; j++) out[i * from.length + j] = from[j] + (i / (STEPS - 1)) * (to[j] - from[j]);
  return out;
}
