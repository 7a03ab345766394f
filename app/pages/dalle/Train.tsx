/** Figure 6: the GPT being trained: both losses apart, four fixed prompts as it goes, and one head's attention as it forms. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import { useSize } from '../../viz/useSize';
import styles from './dalle.module.css';
import { text } from './text/train';

export const state = defineState('dalle.train', {
  start: oneOf(['scratch', 'shipped'], 'scratch'),
  block: int({ min: 0, max: 3, default: 1 }),
  head: int({ min: 0, max: 3, default: 0 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Train() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(
    () => ({ start: s.start, prompts: t.prompts, block: s.block, head: s.head }),
    [s.start, t.prompts, s.block, s.head],
  );
  const lab = useLab('dalle.train', config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const half = width > 760 ? (width - 24) / 2 : width;
  const block = Math.min(s.block, (frame?.blocks ?? 4) - 1);
  const heads = frame ? Array.from({ length: frame.blocks * frame.heads }, (_, i) => i) : [];
  const side = frame ? Math.max(2, Math.floor(Math.min(half, 380) / frame.places)) * frame.places : 0;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.start}
            value={s.start}
            options={(['scratch', 'shipped'] as const).map((value) => ({ value, label: t.starts[value] }))}
            onChange={(start) => set({ start })}
          />
          {frame && (
            <Choice
              label={t.head}
              value={block * frame.heads + s.head}
              options={heads.map((i) => ({ value: i, label: `${Math.floor(i / frame.heads) + 1}.${(i % frame.heads) + 1}` }))}
              onChange={(i) => set({ block: Math.floor(i / frame.heads), head: i % frame.heads })}
            />
          )}
        </>
      }
    >
      <div className={layout.stack} ref={ref}>
        {frame && width > 0 && (
          <>
            <div className={styles.pipeline}>
              {t.prompts.map((prompt, i) => (
                <div key={prompt} className={styles.fourth}>
                  <FaceCanvas data={frame.pictures} index={i} width={width > 620 ? 144 : 112} label={t.picture(prompt)} />
                  <span className="role-condition">{prompt}</span>
                </div>
              ))}
            </div>
            <div className={layout.columns}>
              <div className={layout.column}>
                <Curves
                  title={t.losses}
                  label={t.lossesAlt}
                  x={frame.history.step}
                  xName={t.steps}
                  series={[
                    { key: 'text', name: t.textLoss, colour: 'condition', y: frame.history.text },
                    { key: 'image', name: t.imageLoss, colour: 'latent', y: frame.history.image },
                  ]}
                  marks={[{ y: Math.log(256), name: t.even }]}
                  width={half}
                  height={220}
                />
                <div className={layout.row} data-losses>
                  <NumberReadout
                    label={t.readouts.text}
                    value={frame.text}
                    unit={t.nats}
                    formula={{ id: 'sequence', fn: 'models/dalle/gpt.ts#loss' }}
                  />
                  <NumberReadout
                    label={t.readouts.image}
                    value={frame.image}
                    unit={t.nats}
                    formula={{ id: 'sequence', fn: 'models/dalle/gpt.ts#loss' }}
                  />
                </div>
                <p className={layout.hint}>{t.note(frame.parameters.toLocaleString('en'), s.start === 'scratch')}</p>
              </div>
              <div className={layout.column}>
                <p className={layout.caption}>{t.attention(block + 1, s.head + 1)}</p>
                <HeatMap
                  data={frame.attention}
                  rows={frame.places}
                  columns={frame.places}
                  width={side}
                  height={side}
                  domain={[0, 0.6]}
                  high="network"
                  label={t.attentionAlt}
                />
                <p className={layout.hint}>{t.attentionAlt}</p>
              </div>
            </div>
          </>
        )}
      </div>
    </Figure>
  );
}
