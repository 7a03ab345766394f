/** What was measured on many prompts, from the cards: agreement by way of choosing, and how far CLIP's score and the truth go together. */
import { ATTRIBUTE_KEYS, ATTRIBUTES } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import type { RerankFrame } from '../../runtime/programs/dalle/rerank';
import { layout } from '../../shell/layout';
import styles from './dalle.module.css';
import { partedAt, shareOf } from './rerankCards';
import { text } from './text/rerank';

type Cards = RerankFrame['cards'];

const WAYS = ['greedy', 'drawn', 'best16', 'best64'] as const;
const COLUMNS = ['en', 'zh', 'en.unseen', 'zh.unseen'] as const;

/** Of what held-out prompts name, the share that is found: a row a way of choosing, a column a language, on pairs seen in training and unseen. */
export function AgreementTable({ gpt }: Pick<Cards, 'gpt'>) {
  const t = useText(text).cards;
  const [, prompts] = /^(\d+) prompts/.exec(gpt['agreement.best16.en']?.note ?? '') ?? [];
  if (!prompts) return null;
  return (
    <div className={layout.column} data-agreement={prompts}>
      <p className={layout.caption}>{t.agreement}</p>
      <div className={styles.scroll}>
        <table className={styles.numbers}>
          <thead>
            <tr>
              <th />
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WAYS.map((way) => (
              <tr key={way}>
                <th scope="row">{t.ways[way]}</th>
                {COLUMNS.map((column) => (
                  <td key={column}>{shareOf(gpt, `agreement.${way}.${column}`)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={layout.hint}>{t.agreementNote(Number(prompts))}</p>
    </div>
  );
}

/** A share of 1 as points of a hundred. */
const points = (share: number): string => (100 * share).toFixed(1);

/** Where CLIP's score and the truth part, in sentences. */
export function Parting({ clip }: Pick<Cards, 'clip'>) {
  const t = useText(text).cards;
  const lang = useLang();
  const n = clip['chosen.n64']?.n;
  if (!n) return null;
  const score = (size: number) => clip[`cosine.n${size}`].value.toFixed(3);
  const worst = ATTRIBUTE_KEYS.map((key) => ({ key, metric: clip[`passedOver.${key}`] }))
    .filter(({ metric }) => metric)
    .sort((a, b) => b.metric.value - a.metric.value)[0];
  const parted = partedAt(clip);
  return (
    <div className={layout.column} data-parting>
      <p className={layout.caption}>{t.parting}</p>
      <ul className={styles.plainList}>
        <li>{t.rises(n, score(1), score(64), shareOf(clip, 'chosen.n1'), shareOf(clip, 'chosen.n64'))}</li>
        <li>{parted === null ? t.noTurn : t.turn(parted.from, parted.to, points(-parted.gain), points(parted.error), parted.sure)}</li>
        <li>
          {t.passedOver(
            shareOf(clip, 'perfect.n64'),
            shareOf(clip, 'fooled.n64'),
            ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(worst.key)][lang],
            shareOf(clip, `passedOver.${worst.key}`),
          )}
        </li>
      </ul>
    </div>
  );
}
