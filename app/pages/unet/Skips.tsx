/** Figure 3: each skip, and the bottom, as it is, cut, or exchanged between two faces; whole samples; what each place carries. */
import { useState } from 'react';
import { useText } from '../../i18n';
import type { Place, SkipsMethods, Source } from '../../runtime/programs/unet/skips';
import { Button, Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { OwnFace } from '../../shell/own/OwnFace';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab, useOf } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import type { ColourName } from '../../viz/palette';
import { percent } from './numbers';
import { nextFace, nextNoise, Pictures, sym } from './parts';
import { SkipsJoin } from './SkipsJoin';
import { skipsState } from './state';
import { text } from './text/inside';

export { skipsState as state };

const PLACES: readonly Place[] = ['skip0', 'skip1', 'skip2', 'middle'];
const COLOURS: readonly ColourName[] = ['ink', 'data', 'latent', 'condition', 'network'];
const EIGHT = 8;

type Answer<M extends keyof SkipsMethods> = Awaited<ReturnType<SkipsMethods[M]>>;

export default function Skips() {
  const words = useText(text);
  const t = words.skips;
  const [s, set, problems] = useFigureState(skipsState);
  const lab = useLab('unet.skips', NOTHING, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const wiring = { skip0: s.skip0, skip1: s.skip1, skip2: s.skip2, middle: s.middle };
  const now = useAnswer(lab, 'ask', { face: s.face, mine: s.mine, other: s.other, noise: s.noise, t: s.t, wiring }).value;
  const joined = useAnswer(lab, 'join', { face: s.face, mine: s.mine, noise: s.noise, t: s.t, channel: s.channel }).value;
  const [samples, keepSamples] = useOf<Answer<'samples'>>(JSON.stringify([wiring, s.seed]));
  const [shares, setShares] = useState<Answer<'contributions'> | null>(null);
  const [trained, setTrained] = useState<Answer<'trained'> | null>(null);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={PLACES.map((place) => (
        <Choice
          key={place}
          label={t.places[place]}
          value={s[place]}
          options={(['own', 'cut', 'other'] as const).map((value: Source) => ({ value, label: t.sources[value] }))}
          onChange={(source) => set({ [place]: source })}
        />
      ))}
      more={
        <>
          <Button onClick={() => set({ face: nextFace(s.face), mine: '' })}>{words.face}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
          <Button onClick={() => set({ other: nextFace(s.other) })}>{t.other}</Button>
          <Button onClick={() => set({ noise: nextNoise(s.noise) })}>{words.noise}</Button>
          <Slider label={t.channel} value={s.channel} min={0} max={31} step={1} onChange={(channel) => set({ channel })} />
          <Button onClick={() => set({ seed: (s.seed % 999_999) + 1 })}>
            {t.sample}: {words.noise}
          </Button>
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.wide}>
          {([0, 1] as const).map((which) => (
            <Passage key={which} now={now} which={which} />
          ))}
        </div>
        <TimeAxis t={s.t} from={1} label={words.timeline} onChange={(at) => set({ t: Math.round(at) })} />
        {joined && <SkipsJoin joined={joined} channel={s.channel} />}
        <div className={layout.row}>
          <Button
            primary
            onClick={() => lab.call('samples', { seed: s.seed, steps: 25, wiring }).then((value) => value && keepSamples(value))}
          >
            {t.sample}
          </Button>
          <Button onClick={() => lab.call('contributions').then((value) => value && setShares(value))}>{t.contribute}</Button>
          <Button onClick={() => lab.call('trained', { seed: s.seed }).then((value) => value && setTrained(value))}>{t.trained}</Button>
        </div>
        {samples && (
          <View name={t.sample} remark={t.samplesNote}>
            <div className={layout.stack}>
              {(['own', 'rewired', 'other', 'otherRewired'] as const).map((key) => (
                <Eight key={key} name={t.samples[key]} data={samples[key]} />
              ))}
            </div>
          </View>
        )}
        {shares && (
          <Plot
            title={t.contributions(shares.n)}
            height={260}
            x={shares.t}
            xName="t"
            yScale="log"
            label={t.contributionsAlt}
            series={shares.loss.map((y, i) => ({
              key: String(i),
              name: i === 0 ? t.whole : t.places[PLACES[i - 1]],
              colour: COLOURS[i],
              y,
              dashed: i > 0,
              width: 2.5,
            }))}
          />
        )}
        {trained && (
          <View name={t.trained} remark={trainedRemark(t, trained)}>
            <div className={layout.stack}>
              <Plot
                height={220}
                x={trained.t}
                xName="t"
                yScale="log"
                label={t.trainedAlt}
                series={[
                  { key: 'with', name: t.withSkips, colour: 'network', y: trained.withSkips, width: 2.5 },
                  { key: 'without', name: t.without, colour: 'gradient', y: trained.without, width: 2.5, dashed: true },
                ]}
              />
              <Eight name={t.withSkips} data={trained.samplesWith} />
              <Eight name={t.without} data={trained.samplesWithout} />
            </div>
          </View>
        )}
        {lab.progress && <p className={layout.words}>{t.sampling}</p>}
      </div>
    </Figure>
  );
}

const NOTHING = {};
const PIXELS = 768;

/** One of the two faces: noisy, what the network makes of it as it is and rewired, and whose face that is. */
function Passage({ now, which }: { now: Answer<'ask'> | null | undefined; which: 0 | 1 }) {
  const t = useText(text).skips;
  const face = (of: 'xt' | 'epsOwn' | 'eps' | 'x0Own' | 'x0', at = which) => now?.[of].subarray(at * PIXELS, (at + 1) * PIXELS);
  const from = (whose: 0 | 1) => {
    const [made, clean] = [face('x0'), face('x0Own', whose)];
    return made && clean ? meanSquaredError(made, clean) : null;
  };
  const [name, fn] = [t.faces[which], 'models/diffusion/faces.ts#loss'];
  const picture = (key: 'x0Own' | 'x0' | 'epsOwn' | 'eps') => ({
    key,
    ...(key.startsWith('x0')
      ? ({ name: sym.x0Hat, colour: 'generated' } as const)
      : ({ name: sym.epsHat, colour: 'noise', range: 2.5 } as const)),
    remark: key.endsWith('Own') ? t.own : t.rewired,
    data: face(key),
    label: `${name}: ${t.alts[key]}`,
  });
  return (
    <div className={layout.column}>
      <Sized>
        {(width) => (
          <Pictures
            width={width}
            pictures={[
              { key: 'xt', name: sym.xt, thing: 'xt', remark: name, data: face('xt'), label: `${name}: ${t.alts.xt}` },
              ...(['x0Own', 'x0', 'epsOwn', 'eps'] as const).map(picture),
            ]}
          />
        )}
      </Sized>
      <div className={layout.readouts}>
        <NumberReadout label={t.loss} value={now?.lossOwn[which] ?? null} formula={{ fn }} />
        <NumberReadout label={t.rewired} value={now?.loss[which] ?? null} formula={{ fn }} />
        <NumberReadout label={t.fromOwn} value={from(which)} formula={{ note: t.fromNote }} />
        <NumberReadout label={t.fromOther} value={from(which === 0 ? 1 : 0)} formula={{ note: t.fromNote }} />
      </div>
    </div>
  );
}

const meanSquaredError = (a: Float32Array, b: Float32Array): number => a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / a.length;

/** What the comparison can carry: the losses by t, with their ratio at both ends; and how far the samples are from faces. */
function trainedRemark(t: (typeof text)['en']['skips'], { n, steps, pass, withSkips, without }: Answer<'trained'>): string {
  const ratio = (i: number) => (without[i] / withSkips[i]).toFixed(1);
  return `${t.trainedNote(n, steps)} ${t.trainedSays(ratio(0), ratio(without.length - 1))} ${t.trainedPass(percent(pass.with), percent(pass.without), pass.n)}`;
}

function Eight({ name, data }: { name: string; data: Float32Array }) {
  return (
    <View name={name}>
      <Sized>
        {(width) => <FaceGrid data={data} count={EIGHT} columns={width > 520 ? EIGHT : 4} width={Math.min(width, 560)} label={name} />}
      </Sized>
    </View>
  );
}
