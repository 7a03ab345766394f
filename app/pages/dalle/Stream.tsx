/** Figure 3: a prompt and its picture as one row of tokens, guessed one after the other: distribution, attention, masks, forcing. */
import { useCallback, useMemo } from 'react';
import { useText } from '../../i18n';
import { Button, Choice, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import styles from './dalle.module.css';
import { PromptField } from './PromptField';
import { writeForced } from './prompts';
import { StreamChoice } from './StreamChoice';
import { StreamHeads } from './StreamHeads';
import { StreamMask } from './StreamMask';
import { StreamNumber } from './StreamNumber';
import { StreamPictures } from './StreamPictures';
import { StreamRow } from './StreamRow';
import { CELLS, state, useStream } from './streamState';
import { text } from './text/stream';
import { usePlayhead } from './usePlayhead';

export { state };

export default function Stream() {
  const t = useText(text);
  const stream = useStream();
  const { s, set, problems, config, cell } = stream;
  const run = useLab('dalle.stream', config, { seed: s.seed });
  const onMove = useCallback((at: number) => set({ cell: at }), [set]);
  const onSeed = useCallback((seed: number) => set({ seed, forced: '' }), [set]);
  const lab = usePlayhead(run, { at: s.cell, end: CELLS, seed: s.seed, onMove, onSeed });
  const { frame } = run;
  const fits = frame !== null && frame.texts.length === config.prompts.length;
  const forcedCount = config.forced.filter((code) => code >= 0).length;
  const force = useMemo(
    () => (code: number) => {
      const forced = Array.from({ length: CELLS }, (_, i) => (i === cell ? code : i < cell ? (config.forced[i] ?? -1) : -1)); // what comes after is guessed anew
      set({ forced: writeForced(forced), cell: s.cell });
    },
    [cell, config.forced, set, s.cell],
  );

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Slider
            label={t.temperature}
            value={s.temperature}
            min={0}
            max={2}
            step={0.05}
            onChange={(temperature) => set({ temperature })}
          />
          <Slider
            label={t.topK}
            value={s.topK}
            min={1}
            max={256}
            log
            format={(v) => String(Math.round(v))}
            onChange={(k) => set({ topK: Math.round(k) })}
          />
          <Slider label={t.topP} value={s.topP} min={0.05} max={1} step={0.05} onChange={(topP) => set({ topP })} />
          <Slider label={t.w} value={s.w} min={0} max={4} step={0.25} onChange={(w) => set({ w })} />
          {forcedCount > 0 && <Button onClick={() => set({ forced: '' })}>{t.undo(forcedCount)}</Button>}
        </>
      }
      more={
        <>
          <Toggle label={t.compare} value={s.two} onChange={(two) => set({ two, side: 'first' })} />
          {s.two && (
            <Choice
              label={t.which}
              value={s.side}
              options={(['first', 'second'] as const).map((value) => ({ value, label: t[value] }))}
              onChange={(side) => set({ side })}
            />
          )}
          <Choice
            label={t.mask}
            value={s.mask}
            options={(['causal', 'row', 'column', 'conv'] as const).map((value) => ({ value, label: t.masks[value] }))}
            onChange={(mask) => set({ mask, view: 'mask' })}
          />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={styles.prompts}>
          <PromptField
            label={t.prompt}
            value={config.prompts[0]}
            placeholder={t.nothing}
            onChange={(prompt) => set({ prompt, forced: '', cell: CELLS })}
          />
          {s.two && (
            <PromptField
              label={t.other}
              value={config.prompts[1]}
              placeholder={t.nothing}
              onChange={(other) => set({ other, forced: '', cell: CELLS })}
            />
          )}
        </div>
        {frame && fits && (
          <>
            <StreamRow frame={frame} stream={stream} />
            <div className={styles.hero}>
              <StreamPictures frame={frame} stream={stream} prompts={config.prompts} />
              <StreamChoice frame={frame} stream={stream} lab={run} onForce={force} />
              <div className={layout.column}>
                <Choice
                  label={t.view}
                  value={s.view}
                  options={(['heads', 'number', 'mask'] as const).map((value) => ({ value, label: t.views[value] }))}
                  onChange={(view) => set({ view })}
                />
                {s.view === 'heads' && <StreamHeads frame={frame} stream={stream} />}
                {s.view === 'number' && <StreamNumber frame={frame} stream={stream} lab={run} />}
                {s.view === 'mask' && <StreamMask frame={frame} cell={cell} mask={s.mask} onCell={(c) => set({ cell: c })} />}
              </div>
            </div>
          </>
        )}
      </div>
    </Figure>
  );
}
