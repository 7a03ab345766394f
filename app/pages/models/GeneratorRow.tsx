/** One generator: its name, faces drawn with the page's noise (after as much training as the reader asks for), and its numbers. */
import { useEffect, useState } from 'react';
import { useLang, useText } from '../../i18n';
import type { Report } from '../../models/yardstick';
import type { Drawn } from '../../runtime/programs/models/generators';
import type { Card } from '../../runtime/weights';
import { Button, Slider } from '../../shell/controls';
import type { Lab } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import { useSize } from '../../viz/useSize';
import { GeneratorNumbers } from './GeneratorNumbers';
import { NEEDS } from './list';
import styles from './models.module.css';
import { text } from './text';
import type { CardsByName } from './useCards';

const FACES = 10;

interface Props {
  readonly name: keyof typeof NEEDS | string;
  readonly card: Card;
  readonly cards: CardsByName;
  readonly lab: Lab<'models.generators'>;
  readonly seed: number;
  readonly report: Report | undefined;
  readonly floor: Report | undefined;
  readonly onMeasure: (() => void) | undefined;
}

export function GeneratorRow({ name, card, cards, lab, seed, report, floor, onMeasure }: Props) {
  const t = useText(text).figure;
  const lang = useLang();
  const last = card.files.length - 1; // the finished weights are the last of the files
  const [at, setAt] = useState(last);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [stripRef, strip] = useSize<HTMLDivElement>();
  const file = card.files[Math.min(at, last)];
  const { call, run } = lab;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run draws again
  useEffect(() => {
    let current = true;
    call('draw', { key: name, seed, n: FACES, file: file.file }, { queue: true }).then((value) => {
      if (value && current) setDrawn(value);
    });
    return () => {
      current = false;
    };
  }, [call, run, name, seed, file.file]);

  const needed = (NEEDS as Readonly<Record<string, readonly string[]>>)[name] ?? [];
  const bytes = [card, ...needed.map((key) => cards?.[key])].reduce((sum, c) => sum + (c?.files.at(-1)?.bytes ?? 0), 0);
  const title = card.title[lang];
  const columns = strip.width > 800 ? FACES : FACES / 2;
  return (
    <section className={styles.row} aria-label={title} data-generator={name}>
      <div className={styles.rowHead}>
        <h4>{title}</h4>
        <p className={styles.passes}>
          {drawn
            ? t.passes(
                drawn.clean.reduce((sum, c) => sum + c, 0),
                FACES,
              )
            : t.drawing}
        </p>
      </div>
      <div className={styles.strip} ref={stripRef}>
        {strip.width > 0 && drawn && (
          <FaceGrid data={drawn.pictures} count={FACES} columns={columns} width={strip.width} label={t.strip(title, FACES)} />
        )}
      </div>
      <GeneratorNumbers card={card} report={report} floor={floor} seconds={drawn?.seconds ?? null} bytes={bytes} />
      <div className={styles.rowControls}>
        {last > 0 && (
          <Slider
            label={t.training}
            value={at}
            min={0}
            max={last}
            step={1}
            format={(i) => t.trained(card.files[Math.min(i, last)].step.toLocaleString(lang))}
            onChange={setAt}
          />
        )}
        <Button disabled={!onMeasure} onClick={() => onMeasure?.()}>
          {t.measure}
        </Button>
      </div>
    </section>
  );
}
