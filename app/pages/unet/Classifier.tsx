/** Figure 4: a classifier trained on noised faces steers the sampling with its gradient. */
import { useMemo, useState } from 'react';
import { useText } from '../../i18n';
import { Button, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot } from '../../shell/layout';
import { useFigureState } from '../../store/url';
import { written } from '../../viz/Label';
import { GuidedSettings, useGuided } from './Guided';
import { SixteenFaces } from './GuidedSixteen';
import { OpenStep } from './GuidedStep';
import { classifierState } from './guidanceState';
import { text } from './text/guidance';
import styles from './unet.module.css';
import { Wish } from './Wish';
import { conditionOf, readWish } from './wish';

export { classifierState as state };

type Examined = { t: Float32Array; noisy: Float32Array; clean: Float32Array; chance: number; n: number };

export default function Classifier() {
  const words = useText(text);
  const t = words.classifier;
  const [s, set, problems] = useFigureState(classifierState);
  const condition = useMemo(() => conditionOf(readWish(s.wish) ?? {}), [s.wish]);
  const view = useGuided(s, { kind: 'classifier', strength: s.s, condition, prompt: '', negative: null }, (seed) => set({ seed }));
  const [examined, setExamined] = useState<Examined | null>(null);
  const says = view.peek?.says ?? [];

  return (
    <Figure
      lab={view.lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Wish label={words.wish} value={s.wish} onChange={(wish) => set({ wish })} />
          <Slider label={t.s} value={s.s} min={0} max={20} step={0.5} onChange={(value) => set({ s: value })} />
        </>
      }
      more={<GuidedSettings s={s} set={set} />}
    >
      <div className={styles.guided}>
        <div className={layout.stack}>
          <OpenStep at={s.t} set={set} peek={view.peek} kind="classifier" />
          <div className={layout.row}>
            <NumberReadout
              label={written(t.says)}
              value={says.length > 0 ? says.map((p) => `${Math.round(100 * p)}%`).join(' · ') : null}
              formula={{ id: 'classifier', note: t.saysNote }}
            />
            <Button onClick={() => view.lab.call('accuracy').then((value) => value && setExamined(value))}>{t.examine}</Button>
          </div>
          {examined && (
            <Plot
              title={t.accuracy(examined.n)}
              height={220}
              x={examined.t}
              xName="t"
              yDomain={[0, 1]}
              label={t.accuracyAlt}
              series={[
                { key: 'noisy', name: t.noisy, colour: 'network', y: examined.noisy, width: 2.5 },
                { key: 'clean', name: t.clean, colour: 'gradient', y: examined.clean, width: 2.5, dashed: true },
              ]}
              marks={[{ y: examined.chance, name: t.chance, colour: 'noise' }]}
            />
          )}
        </div>
        <SixteenFaces lab={view.lab} of={view.of} watched={s.watched} set={set} kind="classifier" />
      </div>
    </Figure>
  );
}
