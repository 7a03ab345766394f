/** Figure 1: whatever the reader types, as byte pairs: merges learned one after the other, the tokens they make, and the tree of each. */
import { useCallback, useMemo } from 'react';
import { useText } from '../../i18n';
import { type Bpe, bytesOf, decode, encode } from '../../models/dalle/bpe';
import { bytesOfText } from '../../models/dalle/wtf8';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, text as textField, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { MergeTree } from '../../viz/MergeTree';
import { useSize } from '../../viz/useSize';
import styles from './dalle.module.css';
import { MergeChoice } from './MergeChoice';
import { PromptField } from './PromptField';
import { Token } from './Token';
import { text } from './text/words';
import { partsOf, written } from './tokens';
import { treeOf } from './tree';
import { usePlayhead } from './usePlayhead';

const MERGES = 384;
/** Tokens that are drawn; the others are counted. */
const SHOWN = 160;
const NOTHING = {};

export const state = defineState('dalle.words', {
  text: textField({ default: '*', max: 400 }),
  merges: int({ min: 0, max: MERGES, default: MERGES }),
  token: int({ min: -1, max: 400, default: -1 }),
});

export default function Words() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const run = useLab('dalle.words', NOTHING);
  const onMove = useCallback((merges: number) => set({ merges }), [set]);
  const lab = usePlayhead(run, { at: s.merges, end: MERGES, seed: 1, onMove, onSeed: () => {} });
  const { frame } = run;
  const typed = s.text === '*' ? t.example : s.text;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const all = useMemo<Bpe | null>(
    () => frame && { merges: Array.from({ length: MERGES }, (_, i) => [frame.merges[2 * i], frame.merges[2 * i + 1]] as const) },
    [frame],
  );
  const bpe = useMemo(() => all && { merges: all.merges.slice(0, s.merges) }, [all, s.merges]);
  const tokens = useMemo(() => (bpe ? encode(bpe, typed) : []), [bpe, typed]);
  const back = bpe ? decode(bpe, tokens) : typed;
  const longest = tokens.reduce((best, token, i) => (bpe && bytesOf(bpe, token).length > bytesOf(bpe, tokens[best]).length ? i : best), 0);
  const chosen = s.token >= 0 && s.token < tokens.length ? s.token : longest;
  const half = width > 760 ? (width - 24) / 2 : width;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={<Slider label={t.merges} value={s.merges} min={0} max={MERGES} step={1} onChange={(merges) => set({ merges })} />}
    >
      <div className={layout.stack} ref={ref}>
        <PromptField label={t.type} value={typed} placeholder={t.nothing} onChange={(next) => set({ text: next, token: -1 })} />
        {bpe && all && frame && width > 0 && (
          <>
            <p className={layout.caption}>{t.row(tokens.length)}</p>
            <div className={styles.tokens} role="group" aria-label={t.row(tokens.length)}>
              {tokens.slice(0, SHOWN).map((token, i) => (
                <button
                  key={i}
                  type="button"
                  data-bytes={partsOf(bytesOf(bpe, token)).some((part) => part.bytes) || undefined}
                  aria-pressed={i === chosen}
                  aria-label={t.token(written(bytesOf(bpe, token)), token)}
                  onClick={() => set({ token: i })}
                >
                  <Token bytes={bytesOf(bpe, token)} />
                  <small>{token}</small>
                </button>
              ))}
              {tokens.length > SHOWN && <span className={layout.hint}>{t.more(tokens.length - SHOWN)}</span>}
            </div>
            <div className={layout.row} data-counts>
              <NumberReadout label={t.readouts.characters} value={Array.from(typed).length} />
              <NumberReadout label={t.readouts.bytes} value={bytesOfText(typed).length} />
              <NumberReadout label={t.readouts.tokens} value={tokens.length} formula={{ id: 'bpe', fn: 'models/dalle/bpe.ts#encode' }} />
              <NumberReadout
                label={t.readouts.back}
                value={back === typed ? t.same : t.different}
                formula={{ id: 'bpe', fn: 'models/dalle/bpe.ts#decode' }}
              />
            </div>
            <div className={layout.columns}>
              <div className={layout.column}>
                {tokens.length > 0 && (
                  <>
                    <p className={layout.caption}>{t.tree(written(bytesOf(bpe, tokens[chosen])))}</p>
                    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.tree(written(bytesOf(bpe, tokens[chosen])))}>
                      <MergeTree
                        root={treeOf(bpe, tokens[chosen])}
                        width={Math.max(half, 26 * bytesOf(bpe, tokens[chosen]).length)}
                        label={t.tree(written(bytesOf(bpe, tokens[chosen])))}
                      />
                    </div>
                    {tokens[chosen] < 256 && <p className={layout.hint}>{t.byte}</p>}
                  </>
                )}
              </div>
              <div className={layout.column}>
                <MergeChoice frame={frame} bpe={all} step={Math.min(s.merges, MERGES - 1)} over={s.merges >= MERGES} />
                <Curves
                  hand="perCharacter"
                  title={t.curve}
                  label={t.curveAlt}
                  x={frame.perCharacter.merges}
                  xName={t.merges}
                  series={[
                    { key: 'en', name: 'English', colour: 'condition', y: frame.perCharacter.en },
                    { key: 'zh', name: '中文', colour: 'network', y: frame.perCharacter.zh },
                  ]}
                  cursor={s.merges}
                  onCursor={(merges) => set({ merges: Math.round(Math.max(0, Math.min(MERGES, merges))) })}
                  width={half}
                  height={170}
                />
              </div>
            </div>
            <p className={layout.hint}>{t.corpus(frame.texts.toLocaleString('en'))}</p>
          </>
        )}
      </div>
    </Figure>
  );
}
