/** What three figures share: one guided step opened up, and sixteen faces sampled with and without guidance from the same noises. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../i18n';
import type { Condition } from '../../models/diffusion/condition';
import type { GuidedConfig, Sixteen } from '../../runtime/programs/unet/guided';
import { Button, NumberReadout, Slider } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { TimeAxis } from '../../shell/TimeAxis';
import { type Lab, useAnswer, useLab } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import { FilmStrip } from '../../viz/FilmStrip';
import { GuidedGrid } from './GuidedGrid';
import { nextFace, nextNoise, Pictures, sym, T } from './parts';
import { text } from './text/guidance';

/** What the three have in their addresses. */
export interface GuidedState {
  readonly face: number;
  readonly noise: number;
  readonly t: number;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly watched: number;
  readonly seed: number;
}

export interface Guidance {
  readonly kind: GuidedConfig['kind'];
  readonly strength: number;
  readonly condition: Condition;
  readonly prompt: string;
  readonly negative: Condition | null;
}

/** The run of sixteen, begun anew whenever something changes, and the step that is opened up. */
export function useGuided(s: GuidedState, g: Guidance, onSeed: (seed: number) => void) {
  const { kind, strength, condition, prompt, negative } = g;
  const wanted = useMemo<GuidedConfig>(
    () => ({
      kind,
      strength,
      condition,
      prompt,
      negative,
      from: Math.min(s.from, s.to),
      to: Math.max(s.from, s.to),
      steps: s.steps,
      watched: s.watched,
    }),
    [kind, strength, condition, prompt, negative, s.from, s.to, s.steps, s.watched],
  );
  const config = useRested(wanted);
  const lab = useLab('unet.guided', config, { autoplay: true, seed: s.seed, onSeed });
  const moving = wanted !== config;
  const { pause } = lab;
  useEffect(() => {
    if (moving) pause();
  }, [moving, pause]);
  const asked = useMemo(
    () => ({ face: s.face, noise: s.noise, t: s.t, kind, strength: acts(s) ? strength : 0, condition, prompt, negative }),
    [s, kind, strength, condition, prompt, negative],
  );
  const peek = useAnswer(lab, 'peek', asked).value;
  useGoOn(lab, config);
  const of = JSON.stringify([condition, prompt, negative, s.from, s.to, s.steps, s.seed]);
  return { lab, peek, of };
}

/** Milliseconds without a change after which the reader's hand is at rest. */
const REST_MS = 150;

/** A value once it has come to rest: while the reader drags, the engine answers for the one face that is opened up and samples nothing else. */
function useRested<V>(value: V): V {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (value === rested) return;
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value, rested]);
  return rested;
}

const acts = ({ t, from, to }: GuidedState): boolean => t >= Math.min(from, to) && t <= Math.max(from, to);

/** A changed guidance is sampled as soon as it rests: the reader drags, and sixteen faces follow. */
function useGoOn(lab: Lab<'unet.guided'>, config: GuidedConfig): void {
  const first = useRef(true);
  const { play } = lab;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the guidance changes, not when the lab does
  useEffect(() => {
    if (first.current) first.current = false;
    else play();
  }, [config]);
}

type View3 = ReturnType<typeof useGuided>;

/** The noisy face, what the networks say of it, and the clean faces that follow. */
export function OpenStep({
  s,
  set,
  view,
  kind,
}: {
  s: GuidedState;
  set: (changed: { t: number }) => void;
  view: View3;
  kind: GuidedConfig['kind'];
}) {
  const t = useText(text);
  const p = view.peek;
  const free = kind === 'free';
  return (
    <div className={layout.stack}>
      <Sized>
        {(width) => (
          <Pictures
            width={width}
            pictures={[
              { key: 'xt', name: sym.xt, thing: 'xt', remark: t.names.xt(s.t), data: p?.xt, label: t.alts.xt },
              {
                key: 'without',
                name: free ? sym.epsNull : sym.epsHat,
                thing: 'epsHat',
                colour: 'noise',
                remark: t.names.without,
                data: p?.without,
                range: 2.5,
                label: t.alts.without,
              },
              free
                ? {
                    key: 'withY',
                    name: sym.epsY,
                    colour: 'condition' as const,
                    remark: t.names.withY,
                    data: p?.withY,
                    range: 2.5,
                    label: t.alts.withY,
                  }
                : {
                    key: 'gradient',
                    name: '∇',
                    thing: 'grad',
                    colour: 'gradient' as const,
                    remark: t.names.gradient,
                    data: p?.gradient && scaled(p.gradient),
                    label: t.alts.gradient,
                  },
              {
                key: 'push',
                name: (
                  <>
                    {sym.epsTilde} − {free ? sym.epsNull : sym.epsHat}
                  </>
                ),
                colour: 'gradient',
                remark: t.names.push,
                data: p?.push,
                range: 1,
                label: t.alts.push,
              },
              { key: 'x0Plain', name: sym.x0Hat, colour: 'generated', remark: t.names.x0Plain, data: p?.x0Plain, label: t.alts.x0Plain },
              {
                key: 'x0Guided',
                name: sym.x0Hat,
                colour: 'generated',
                remark: t.names.x0Guided,
                data: p?.x0Guided,
                label: t.alts.x0Guided,
              },
            ]}
          />
        )}
      </Sized>
      <TimeAxis t={s.t} from={1} label={t.timeline} onChange={(at) => set({ t: Math.round(at) })} />
    </div>
  );
}

/** A gradient's scale means nothing by itself: shown so that its largest entries are full black and white. */
function scaled(gradient: Float32Array): Float32Array {
  const most = gradient.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
  return gradient.map((v) => v / most);
}

/** Both sixteens, the film of the one that is watched, and what the judge counts. */
export function SixteenFaces({
  s,
  onWatch,
  view,
  kind,
}: {
  s: GuidedState;
  onWatch: (watched: number) => void;
  view: View3;
  kind: GuidedConfig['kind'];
}) {
  const t = useText(text);
  const { frame } = view.lab;
  if (!frame) return null;
  const side = (key: 'plain' | 'guided') => (
    <View name={t.sixteen[key]} colour={key === 'guided' ? 'condition' : 'generated'}>
      <Sized max={406}>
        {(width) => (
          <FaceGrid
            data={frame[key].faces}
            count={16}
            columns={4}
            width={width}
            label={`${t.sixteen.alt}, ${t.sixteen[key]}`}
            name={(i) => t.sixteen.face(i + 1)}
            selected={s.watched}
            onSelect={onWatch}
          />
        )}
      </Sized>
      <Counts sixteen={frame[key]} />
    </View>
  );
  return (
    <div className={layout.stack}>
      <div className={layout.columns}>
        {side('plain')}
        {side('guided')}
      </div>
      {frame.film.length > 0 && (
        <Sized>
          {(width) => (
            <FilmStrip
              scale={Math.max(3, Math.min(6, Math.floor((width - 80) / (9 * 17))))}
              ticks={frame.film.map((at) => `t = ${at}`)}
              selected={null}
              onSelect={() => {}}
              rows={[
                {
                  key: 'plain',
                  name: t.film.plain,
                  label: `${t.film.label}, ${t.film.plain}`,
                  colour: 'generated',
                  data: frame.plain.film,
                },
                {
                  key: 'guided',
                  name: t.film.guided,
                  label: `${t.film.label}, ${t.film.guided}`,
                  colour: 'condition',
                  data: frame.guided.film,
                },
              ]}
            />
          )}
        </Sized>
      )}
      <div className={layout.row}>
        <NumberReadout label={t.steps} value={`${frame.done} / ${frame.of}`} formula={{ fn: 'models/diffusion/sampler.ts#sample' }} />
        <NumberReadout
          label={t.readouts.ms}
          value={frame.msPerStep}
          unit="ms"
          format={(v) => v.toFixed(0)}
          formula={{ note: t.readouts.msNote }}
        />
      </div>
      <GuidedGrid lab={view.lab} kind={kind} of={view.of} />
    </div>
  );
}

function Counts({ sixteen }: { sixteen: Sixteen }) {
  const t = useText(text).readouts;
  const count = (list: readonly boolean[] | null) => list && t.of(list.filter(Boolean).length, list.length);
  return (
    <div className={layout.row}>
      <NumberReadout
        label={t.obeys}
        value={count(sixteen.obeys)}
        formula={{ note: t.obeysNote, fn: 'models/metrics/attributeClassifier.ts#read' }}
      />
      <NumberReadout label={t.clean} value={count(sixteen.clean)} formula={{ note: t.cleanNote, fn: 'models/metrics/index.ts#judge' }} />
    </div>
  );
}

/** What is rarely set: between which noise levels guidance acts, how many steps the sampler takes, and which face and noise are opened up. */
export function GuidedSettings({ s, set }: { s: GuidedState; set: (changed: Partial<GuidedState>) => void }): ReactNode {
  const t = useText(text);
  return (
    <>
      <Slider label={t.interval[0]} value={s.from} min={0} max={T} step={10} onChange={(from) => set({ from })} />
      <Slider label={t.interval[1]} value={s.to} min={0} max={T} step={10} onChange={(to) => set({ to })} />
      <Slider label={t.steps} value={s.steps} min={5} max={100} step={1} onChange={(steps) => set({ steps })} />
      <Button onClick={() => set({ face: nextFace(s.face) })}>{t.face}</Button>
      <Button onClick={() => set({ noise: nextNoise(s.noise) })}>{t.noise}</Button>
    </>
  );
}
