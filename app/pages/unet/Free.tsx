/** Figure 6: classifier-free guidance: one network asked twice, w dragged, sixteen faces follow. */
import { useMemo } from 'react';
import { ATTRIBUTES } from '../../data/faces';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import { dropConditions } from '../../models/diffusion/condition';
import { Group, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, View } from '../../shell/layout';
import { useFigureState } from '../../store/url';
import { GuidedSettings, useGuided } from './Guided';
import { SixteenFaces } from './GuidedSixteen';
import { OpenStep } from './GuidedStep';
import { freeState } from './guidanceState';
import { text } from './text/guidance';
import styles from './unet.module.css';
import { Wish } from './Wish';
import { conditionOf, readWish } from './wish';

export { freeState as state };

export default function Free() {
  const words = useText(text);
  const t = words.free;
  const [s, set, problems] = useFigureState(freeState);
  const condition = useMemo(() => conditionOf(readWish(s.wish) ?? {}), [s.wish]);
  const negative = useMemo(() => (s.negative ? conditionOf(readWish(s.negative) ?? {}) : null), [s.negative]);
  const view = useGuided(s, { kind: 'free', strength: s.w, condition, prompt: '', negative }, (seed) => set({ seed }));
  const nameOf = (w: number) => (w === -1 ? t.wNames.none : w === 0 ? t.wNames.plain : String(Math.round(w * 100) / 100).replace('-', '−'));

  return (
    <Figure
      lab={view.lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Wish label={words.wish} value={s.wish} onChange={(wish) => set({ wish })} />
          <Slider label={t.w} value={s.w} min={-1} max={8} step={0.25} format={nameOf} onChange={(w) => set({ w })} />
        </>
      }
      more={
        <>
          <Wish label={words.avoid} value={s.negative} onChange={(avoided) => set({ negative: avoided })} short />
          <GuidedSettings s={s} set={set} />
          <Group label={t.dice}>
            <Dice seed={s.seed} />
          </Group>
        </>
      }
    >
      <div className={styles.guided}>
        <div className={layout.stack}>
          <OpenStep at={s.t} set={set} peek={view.peek} kind="free" />
        </div>
        <SixteenFaces lab={view.lab} of={view.of} watched={s.watched} set={set} kind="free" />
      </div>
    </Figure>
  );
}

/** Forty training faces, each with its die thrown: how much of the condition training leaves it. */
function Dice({ seed }: { seed: number }) {
  const t = useText(text).free;
  const thrown = useMemo(() => {
    const rng = createRng(`dice ${seed}`);
    const asked = ATTRIBUTES.map(() => 0);
    return Array.from({ length: 40 }, () => dropConditions(asked, rng).filter((k) => k !== null).length);
  }, [seed]);
  const none = thrown.filter((kept) => kept === 0).length;
  return (
    <View name={`${t.diceFaces.none}: ${none} / ${thrown.length}`} remark={t.diceNote.replaceAll('*', '')}>
      <div className={styles.marks} style={{ gridTemplateColumns: 'repeat(20, 1.6em)', gap: 3 }} translate="no">
        {thrown.map((kept, i) => (
          <span
            key={i}
            style={{
              padding: '0.3em 0',
              border: '1px solid var(--rule-2)',
              borderRadius: 4,
              background: kept === 0 ? 'none' : `color-mix(in oklab, var(--role-condition) ${kept * 6}%, var(--paper))`,
            }}
          >
            {kept === 0 ? '∅' : kept}
          </span>
        ))}
      </div>
    </View>
  );
}
