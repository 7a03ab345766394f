/** The page's first figure: a sentence goes in, the transformer goes on with sixteen numbers, the decoder makes a face of them. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { GPT_DRAWING } from '../../models/dalle/drawing';
import type { StreamConfig } from '../../runtime/programs/dalle/stream';
import { Button, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, text as textField, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { TokenGrid } from '../../viz/TokenGrid';
import { useSize } from '../../viz/useSize';
import { Asked } from './Asked';
import styles from './dalle.module.css';
import { PromptField } from './PromptField';
import { text } from './text/say';

export const state = defineState('dalle.say', {
  prompt: textField({ default: '*', max: 400 }),
  seed: int({ min: 1, max: 999_999, default: 3 }),
});

const CELLS = 16;
const DRAWING = { ...GPT_DRAWING, mask: 'causal', forced: [] } satisfies Omit<StreamConfig, 'prompts'>;

export default function Say() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const prompt = s.prompt === '*' ? t.examples[0] : s.prompt;
  const config = useMemo<StreamConfig>(() => ({ prompts: [prompt], ...DRAWING }), [prompt]);
  const lab = useLab('dalle.stream', config, { seed: s.seed });
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const size = width > 620 ? 240 : width > 360 ? 160 : 128;
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Button onClick={() => set({ seed: (s.seed % 999_999) + 1 })}>{t.another}</Button>
          {t.examples.slice(1).map((example) => (
            <Button key={example} pressed={prompt === example} onClick={() => set({ prompt: example })}>
              {example}
            </Button>
          ))}
        </>
      }
    >
      <div className={layout.stack} ref={ref}>
        <PromptField label={t.prompt} value={prompt} placeholder={t.nothing} onChange={(typed) => set({ prompt: typed })} />
        {frame && width > 0 && (
          <>
            <div className={styles.pipeline}>
              <div className={styles.small} style={{ maxWidth: size }} data-tokens>
                <TokenGrid tokens={frame.tokens} grid={4} size={size} label={t.token} />
                {t.tokens}
              </div>
              <div className={styles.small} style={{ maxWidth: size }} data-picture>
                <FaceCanvas data={frame.pictures} index={CELLS} width={size} label={`${t.face}: ${prompt}`} />
                {t.face}
              </div>
              <Asked prompt={prompt} frame={frame} index={0} />
            </div>
            <NumberReadout
              label={t.ms}
              value={frame.ms}
              format={(v) => v.toFixed(0)}
              unit="ms"
              formula={{ id: 'sequence', fn: 'models/dalle/gpt.ts#sample', note: t.msNote }}
            />
          </>
        )}
      </div>
    </Figure>
  );
}
