/** All candidates in CLIP's order; the chosen one large with what it shows; cosine against truth, one dot a candidate. */
import { useMemo } from 'react';
import { ATTRIBUTE_KEYS, ATTRIBUTES, type AttributeChoice } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import type { RerankFrame } from '../../runtime/programs/dalle/rerank';
import { layout } from '../../shell/layout';
import { DotCloud } from '../../viz/DotCloud';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
import { checked } from './prompts';
import { text } from './text/rerank';

interface Props {
  readonly frame: RerankFrame;
  /** So many that were drawn first count; the others are left out. */
  readonly n: number;
  readonly rank: number;
  readonly choice: AttributeChoice;
  readonly width: number;
  readonly onRank: (rank: number) => void;
}

export function RerankCandidates({ frame, n, rank, choice, width, onRank }: Props) {
  const t = useText(text);
  const lang = useLang();
  const ranks = useMemo(() => Array.from(frame.drawn.keys()).filter((i) => frame.drawn[i] < n), [frame, n]);
  const pictures = useMemo(() => {
    const some = new Uint8ClampedArray(ranks.length * 768);
    ranks.forEach((from, to) => {
      some.set(frame.pictures.subarray(from * 768, (from + 1) * 768), to * 768);
    });
    return some;
  }, [frame, ranks]);
  const at = Math.min(rank, n - 1);
  const shown = ranks[at];
  const columns = width > 700 ? 16 : 8;
  const mean = ranks.reduce((sum, i) => sum + frame.truths[i], 0) / n;
  const list = checked(choice, frame.classes, shown * 10);
  const share = (i: number) => percentOf(frame.truths[i]);
  const name = (i: number) => t.candidate(i + 1, frame.cosines[ranks[i]].toFixed(3), share(ranks[i]));
  const room = Math.min(width > 700 ? width - 200 : width, 820);
  const words = (key: (typeof ATTRIBUTE_KEYS)[number], value: number) => {
    const attribute = ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)];
    return `${attribute[lang]}${lang === 'zh' ? '：' : ': '}${attribute.classes[value][lang]}`;
  };
  return (
    <div className={styles.candidates}>
      <div className={styles.small}>
        <b>{at === 0 ? t.best(n) : t.chosen(at + 1)}</b>
        <FaceCanvas data={frame.pictures} index={shown} width={160} label={name(at)} />
        <div className={styles.asked}>
          <ul>
            {list.map(({ key, asked, kept }) => (
              <li key={key} data-kept={kept}>
                <span aria-hidden="true">{kept ? '✓' : '✗'}</span> <span>{words(key, asked)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className={layout.column}>
        <p className={layout.caption}>{t.grid(n)}</p>
        <FaceGrid data={pictures} count={n} columns={columns} width={room} label={t.grid(n)} name={name} selected={at} onSelect={onRank} />
        <p className={layout.hint} data-drawn>
          {t.drawn(share(ranks[0]), percentOf(mean))}
        </p>
        <DotCloud
          x={Float32Array.from(ranks, (i) => frame.cosines[i])}
          y={Float32Array.from(ranks, (i) => frame.truths[i])}
          xName={t.cosine}
          yName={t.truth}
          width={room}
          height={150}
          label={t.scatter}
          selected={at}
          onSelect={onRank}
        />
      </div>
    </div>
  );
}
