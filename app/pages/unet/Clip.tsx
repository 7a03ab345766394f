/** Figure 5: CLIP in the classifier's place: any sentence steers, and similarity is not truth. */
import { useMemo, useState } from 'react';
import { readCaption } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useFigureState } from '../../store/url';
import { GuidedSettings, useGuided } from './Guided';
import { SixteenFaces } from './GuidedSixteen';
import { OpenStep } from './GuidedStep';
import { clipState } from './guidanceState';
import { text } from './text/guidance';
import styles from './unet.module.css';
import { conditionOf, everyClass } from './wish';

export { clipState as state };

const PROMPTS = { en: 'a person with green hair and dark glasses', zh: '绿色头发，戴墨镜的人' };

export default function Clip() {
  const words = useText(text);
  const t = words.clip;
  const lang = useLang();
  const [s, set, problems] = useFigureState(clipState);
  const prompt = s.prompt || PROMPTS[lang];
  const [composing, setComposing] = useState<string | null>(null);
  const reading = useMemo(() => readCaption(prompt, /[\u4e00-\u9fff]/.test(prompt) ? 'zh' : 'en'), [prompt]);
  const condition = useMemo(() => conditionOf(reading.choice), [reading]);
  const view = useGuided(s, { kind: 'clip', strength: s.s, condition, prompt, negative: null }, (seed) => set({ seed }));
  const counted = everyClass(lang).flatMap(({ key, name, classes }) => {
    const value = reading.choice[key];
    return value === undefined ? [] : [`${name}${lang === 'zh' ? '：' : ': '}${classes[value].name}`];
  });

  return (
    <Figure
      lab={view.lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <div className={styles.wish}>
            <label className={styles.between} htmlFor="unet-clip-prompt">
              {t.prompt}
            </label>
            <input
              id="unet-clip-prompt"
              type="text"
              maxLength={120}
              value={composing ?? prompt}
              onCompositionStart={(event) => setComposing(event.currentTarget.value)}
              onCompositionEnd={(event) => {
                set({ prompt: event.currentTarget.value });
                setComposing(null);
              }}
              onChange={(event) => (composing === null ? set({ prompt: event.target.value }) : setComposing(event.target.value))}
            />
          </div>
          <Slider label={t.s} value={s.s} min={0} max={20} step={0.5} onChange={(value) => set({ s: value })} />
        </>
      }
      more={<GuidedSettings s={s} set={set} />}
    >
      <div className={layout.stack}>
        <OpenStep at={s.t} set={set} peek={view.peek} kind="clip" />
        <div className={layout.row}>
          <NumberReadout
            label={t.cosine}
            value={view.peek?.says[0] ?? null}
            format={(v) => v.toFixed(3)}
            formula={{ id: 'clipGuide', note: t.cosineNote }}
          />
          <NumberReadout label={t.reads} value={counted.join(' · ') || words.nothing} formula={{ note: words.readouts.obeysNote }} />
          {reading.unknown.length > 0 && <p className={layout.words}>{words.unknown(reading.unknown.join(', '))}</p>}
        </div>
        <SixteenFaces lab={view.lab} of={view.of} watched={s.watched} set={set} kind="clip" />
      </div>
    </Figure>
  );
}
