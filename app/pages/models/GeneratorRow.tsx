/** One generator of the table: its name and numbers; under them faces drawn with the page's noise, after as much training as the reader asks for. */
import { useEffect, useState } from 'react';
import { useLang, useText } from '../../i18n';
import type { Drawn, Measured } from '../../runtime/programs/models/generators';
import { needsOf } from '../../runtime/programs/models/modelRegistry';
import type { Card } from '../../runtime/weights';
import { Button, Slider } from '../../shell/controls';
import type { Lab } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import { useSeen } from '../../viz/useSeen';
import { useSize } from '../../viz/useSize';
import { type Floor, GeneratorNumbers } from './GeneratorNumbers';
import { howOf } from './how';
import styles from './models.module.css';
import { text } from './text';
import type { CardsByName } from './useCards';

const FACES = 10;
const NOTHING = new Uint8ClampedArray();

interface Props {
  /** A generator, or `real`. */
  readonly name: string;
  readonly cards: NonNullable<CardsByName>;
  readonly lab: Lab<'models.generators'>;
  readonly seed: number;
  /** Which of its files draws: the finished weights, the last of them, if not told. */
  readonly at: number | undefined;
  readonly onAt: (at: number) => void;
  readonly report: Measured | undefined;
  readonly floor: Floor;
  readonly onMeasure: (() => void) | undefined;
}

const bytesOf = (card: Card | null | undefined) => card?.files.at(-1)?.bytes ?? 0;

export function GeneratorRow({ name, cards, lab, seed, at: told, onAt, report, floor, onMeasure }: Props) {
  const t = useText(text).figure;
  const lang = useLang();
  const card = cards[name] ?? null;
  const files = card?.files ?? [];
  const last = files.length - 1;
  const at = Math.max(0, Math.min(told ?? last, last));
  const [drawn, setDrawn] = useState<{ asked: string; got: Drawn } | null>(null);
  const [rowRef, seen] = useSeen();
  const [stripRef, strip] = useSize<HTMLDivElement>();
  const file = files[at]?.file;
  const { call, run } = lab;
  const asked = `${run} ${seed} ${file}`;

  useEffect(() => {
    if (!seen) return;
    let current = true;
    call('draw', { key: name, seed, n: FACES, file }, { queue: true }).then((got) => {
      if (got && current) setDrawn({ asked, got });
    });
    return () => {
      current = false;
    };
  }, [call, name, seed, file, seen, asked]);

  const title = card ? card.title[lang] : t.real;
  const columns = strip.width > 800 ? FACES : FACES / 2;
  const pass = drawn?.got.clean.reduce((sum, c) => sum + c, 0);
  return (
    <tbody className={styles.generator} ref={rowRef} data-generator={name} data-drawn={drawn?.asked === asked || undefined}>
      <tr className={styles.row}>
        <th scope="row">
          <span>{title}</span>
          <small>{howOf(name, card, lang)}</small>
        </th>
        <GeneratorNumbers
          card={card}
          report={report}
          floor={floor}
          seconds={report?.seconds ?? drawn?.got.seconds ?? null}
          bytes={card && [name, ...needsOf(name)].reduce((sum, key) => sum + bytesOf(cards[key]), 0)}
        />
      </tr>
      <tr className={styles.row}>
        <td colSpan={7}>
          <div className={styles.strip} ref={stripRef} aria-busy={drawn?.asked !== asked}>
            {strip.width > 0 && (
              <FaceGrid
                data={drawn?.got.pictures ?? NOTHING}
                count={FACES}
                columns={columns}
                width={strip.width}
                label={t.strip(title, FACES)}
              />
            )}
          </div>
          <div className={styles.under}>
            <p>{pass === undefined ? t.drawing : t.passes(pass, FACES)}</p>
            {last > 0 && (
              <Slider
                label={t.training}
                value={at}
                min={0}
                max={last}
                step={1}
                format={(i) => t.trained(files[i].step.toLocaleString(lang))}
                onChange={onAt}
              />
            )}
            <Button disabled={!onMeasure} onClick={() => onMeasure?.()}>
              {t.measure}
            </Button>
          </div>
        </td>
      </tr>
    </tbody>
  );
}
