/** Figure 4: many candidates for one prompt, the best chosen by CLIP, and what the choice is worth against the truth. */
import { useMemo } from 'react';
import { useLang, useText } from '../../i18n';
import { Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, number, oneOf, text as textField, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { useSize } from '../../viz/useSize';
import { contraries } from './contrary';
import { percentOf } from './numbers';
import { PromptField } from './PromptField';
import { langOf, remarksOn } from './prompts';
import { RerankCandidates } from './RerankCandidates';
import { AgreementTable, Parting } from './RerankCards';
import { RerankMatrix } from './RerankMatrix';
import { text } from './text/rerank';

export const state = defineState('dalle.rerank', {
  prompt: textField({ default: '*', max: 400 }),
  n: int({ min: 1, max: 64, default: 64 }),
  temperature: number({ min: 0, max: 2, default: 1 }),
  w: number({ min: 0, max: 4, default: 0 }),
  rank: int({ min: 0, max: 63, default: 0 }),
  lang: oneOf(['page', 'en', 'zh'], 'page'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Rerank() {
  const t = useText(text);
  const pageLang = useLang();
  const [s, set, problems] = useFigureState(state);
  const prompt = s.prompt === '*' ? t.example : s.prompt;
  const lang = s.lang === 'page' ? pageLang : s.lang;
  const { choice } = useMemo(() => remarksOn(prompt), [prompt]);
  const others = useMemo(() => contraries(choice, langOf(prompt)), [choice, prompt]);
  const config = useMemo(
    () => ({ prompt, choice, others, lang, temperature: s.temperature, topK: 256, topP: 1, w: s.w }),
    [prompt, choice, others, lang, s.temperature, s.w],
  );
  const lab = useLab('dalle.rerank', config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const half = width > 760 ? (width - 24) / 2 : width;
  const curve = frame && frame.measured > 0 ? frame.curve : null;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Slider
            label={t.n}
            value={s.n}
            min={1}
            max={64}
            log
            format={(v) => String(Math.round(v))}
            onChange={(n) => set({ n: Math.round(n) })}
          />
          <Slider
            label={t.temperature}
            value={s.temperature}
            min={0}
            max={2}
            step={0.05}
            onChange={(temperature) => set({ temperature })}
          />
          <Slider label={t.w} value={s.w} min={0} max={4} step={0.25} onChange={(w) => set({ w })} />
        </>
      }
      more={
        <Choice
          label={t.language}
          value={lang}
          options={(['en', 'zh'] as const).map((value) => ({ value, label: t.langs[value] }))}
          onChange={(value) => set({ lang: value })}
        />
      }
    >
      <div className={layout.stack} ref={ref}>
        <PromptField label={t.prompt} value={prompt} onChange={(typed) => set({ prompt: typed, rank: 0 })} />
        {frame && width > 0 && (
          <>
            <RerankCandidates frame={frame} n={s.n} rank={s.rank} choice={choice} width={width} onRank={(rank) => set({ rank })} />
            <div className={layout.columns}>
              <RerankMatrix frame={frame} texts={[prompt, ...others]} width={half} />
              <div className={layout.column} data-curve={frame.measured}>
                {curve ? (
                  <>
                    <Curves
                      title={t.curve}
                      label={t.curveAlt}
                      x={curve.n.map(Math.log2)}
                      xName="log₂ n"
                      yDomain={[Math.min(0.6, ...curve.truth), 1]}
                      series={[
                        { key: 'clip', name: t.byClip, colour: 'condition', y: curve.truth },
                        { key: 'perfect', name: t.byTruth, colour: 'data', y: curve.perfect, dashed: true },
                      ]}
                      cursor={Math.log2(s.n)}
                      width={half}
                      height={170}
                    />
                    <Curves
                      title={t.clipScore}
                      label={t.clipAlt}
                      x={curve.n.map(Math.log2)}
                      xName="log₂ n"
                      series={[{ key: 'cosine', name: 'CLIP', colour: 'network', y: curve.cosine }]}
                      width={half}
                      height={110}
                    />
                    <div className={layout.row}>
                      <NumberReadout
                        label={t.readouts.order}
                        value={percentOf(curve.order)}
                        formula={{ id: 'clip', fn: 'models/dalle/ranking.ts#curve' }}
                      />
                      <NumberReadout
                        label={t.readouts.fooled}
                        value={percentOf(curve.fooled[curve.fooled.length - 1])}
                        formula={{ id: 'clip', fn: 'models/dalle/ranking.ts#curve' }}
                      />
                    </div>
                    <p className={layout.hint}>{t.measured(frame.measured)}</p>
                  </>
                ) : (
                  <p className={layout.hint}>{t.none}</p>
                )}
              </div>
            </div>
            <div className={layout.columns}>
              <AgreementTable gpt={frame.cards.gpt} />
              <Parting clip={frame.cards.clip} />
            </div>
          </>
        )}
      </div>
    </Figure>
  );
}
