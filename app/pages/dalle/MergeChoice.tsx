/** One merge being chosen: the most frequent pair, and those that lost, as bars of how often they occur. */
import { useText } from '../../i18n';
import { type Bpe, bytesOf } from '../../models/dalle/bpe';
import type { WordsFrame } from '../../runtime/programs/dalle/words';
import { layout } from '../../shell/layout';
import styles from './dalle.module.css';
import { text } from './text/words';
import { written } from './tokens';

interface Props {
  readonly frame: WordsFrame;
  readonly bpe: Bpe;
  /** Number of the merge, from 0. */
  readonly step: number;
  /** Whether all are done. */
  readonly over: boolean;
}

export function MergeChoice({ frame, bpe, step, over }: Props) {
  const t = useText(text);
  const known = { merges: bpe.merges.slice(0, step) };
  const rivals = frame.rivalCounts.length / frame.counts.length;
  const pairs = [
    { pair: bpe.merges[step], count: frame.counts[step] },
    ...Array.from({ length: rivals }, (_, r) => {
      const at = step * rivals + r;
      return { pair: [frame.rivals[2 * at], frame.rivals[2 * at + 1]] as const, count: frame.rivalCounts[at] };
    }),
  ].filter(({ count }) => count > 0);
  return (
    <div className={layout.column} data-merge={step}>
      <p className={layout.caption}>{t.choice(step + 1)}</p>
      {over && <p className={layout.hint}>{t.over}</p>}
      <ol className={styles.pairs}>
        {pairs.map(({ pair, count }, i) => {
          const [a, b] = pair.map((token) => written(bytesOf(known, token)));
          return (
            <li key={pair.join()} data-chosen={i === 0}>
              <span>
                <bdi>{a}</bdi> + <bdi>{b}</bdi>
              </span>
              <i style={{ width: `${(100 * count) / pairs[0].count}%` }} />
              <span>{count.toLocaleString('en')}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
