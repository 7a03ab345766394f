/** Figure 5: pairs of attributes never seen together, against those that were; and prompts that try what the model makes of words. */
import { useMemo } from 'react';
import { ATTRIBUTE_KEYS, ATTRIBUTES, asPrinted, PAIRED } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import { Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceTable } from '../../viz/FaceTable';
import { useSize } from '../../viz/useSize';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
import { Trials } from './Trials';
import { text } from './text/unseen';
import { TRIALS } from './trials';

const KEYS = PAIRED as readonly ('skin' | 'hairStyle' | 'hairColor' | 'eyeColor' | 'clothing')[];

export const state = defineState('dalle.unseen', {
  rows: oneOf(KEYS, 'hairColor'),
  columns: oneOf(KEYS, 'clothing'),
  cell: int({ min: 0, max: 35, default: 0 }),
  lang: oneOf(['page', 'en', 'zh'], 'page'),
  trial: oneOf(['hat', 'beard', 'glasses'], 'hat'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Unseen() {
  const t = useText(text);
  const pageLang = useLang();
  const [s, set, problems] = useFigureState(state);
  const lang = s.lang === 'page' ? pageLang : s.lang;
  const columns = s.columns === s.rows ? (KEYS.find((key) => key !== s.rows) ?? 'clothing') : s.columns;
  const config = useMemo(() => ({ rows: s.rows, columns, lang }), [s.rows, columns, lang]);
  const lab = useLab('dalle.unseen', config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const attribute = (key: (typeof KEYS)[number]) => ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)];
  const options = KEYS.map((value) => ({ value, label: attribute(value)[pageLang] }));
  const fits = frame !== null && frame.rows === s.rows && frame.columns === columns;
  const total = (held: number) => {
    const sum = (values: Int32Array) => values.reduce((all, v, k) => (frame?.heldOut[k] === held ? all + v : all), 0);
    return frame ? { kept: sum(frame.kept), drawn: sum(frame.drawn) } : { kept: 0, drawn: 0 };
  };
  const [seen, unseen] = [total(0), total(1)];
  const names = (key: (typeof KEYS)[number]) => attribute(key).classes.map((c) => c[pageLang]);
  const m = attribute(columns).classes.length;
  const size = pictureSize(width, attribute(s.rows).classes.length, m);
  const cell = Math.min(s.cell, attribute(s.rows).classes.length * m - 1);

  // In a wide window the table leaves room beside it.
  const beside = width > 900;
  const trials = (
    <Trials
      lab={lab}
      set={TRIALS.find(({ key }) => key === s.trial) ?? TRIALS[0]}
      lang={lang}
      seed={s.seed}
      width={beside ? 0.5 * width : width}
      onSet={(trial) => set({ trial: trial as typeof s.trial })}
    />
  );

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice label={t.rows} value={s.rows} options={options} onChange={(rows) => set({ rows, cell: 0 })} />
          <Choice
            label={t.columns}
            value={columns}
            options={options.filter(({ value }) => value !== s.rows)}
            onChange={(value) => set({ columns: value, cell: 0 })}
          />
          <Choice
            label={t.language}
            value={lang}
            options={(['en', 'zh'] as const).map((value) => ({ value, label: t.langs[value] }))}
            onChange={(value) => set({ lang: value })}
          />
        </>
      }
    >
      <div className={layout.stack} ref={ref}>
        {frame && fits && width > 0 && (
          <>
            <p className={layout.caption}>{t.grid(attribute(s.rows)[pageLang], attribute(columns)[pageLang])}</p>
            <div className={styles.seen}>
              <div className={styles.scroll} data-rounds={frame.drawn[0]}>
                <FaceTable
                  data={frame.pictures}
                  rows={names(s.rows)}
                  columns={names(columns)}
                  size={size}
                  label={t.grid(attribute(s.rows)[pageLang], attribute(columns)[pageLang])}
                  share={(k) => frame.kept[k] / Math.max(1, frame.drawn[k])}
                  name={(k) =>
                    t.cell(names(s.rows)[Math.floor(k / m)], names(columns)[k % m], frame.heldOut[k] === 1, frame.kept[k], frame.drawn[k])
                  }
                  framed={(k) => frame.heldOut[k] === 1}
                  selected={cell}
                  onSelect={(k) => set({ cell: k })}
                />
              </div>
              <div className={layout.column} data-totals>
                {(
                  [
                    [t.seen, seen],
                    [t.unseen, unseen],
                  ] as const
                ).map(([label, { kept, drawn }]) => (
                  <div key={label}>
                    <NumberReadout
                      label={label}
                      value={drawn ? percentOf(kept / drawn) : '–'}
                      unit={t.of(kept, drawn)}
                      formula={{ id: 'sequence', fn: 'models/dalle/gpt.ts#sample' }}
                    />
                  </div>
                ))}
                <p className={layout.hint}>{t.said(asPrinted(frame.prompts[cell] ?? '', lang))}</p>
                <p className={layout.hint}>{t.note}</p>
                {beside && trials}
              </div>
            </div>
            {!beside && trials}
          </>
        )}
      </div>
    </Figure>
  );
}

/** Sides of a picture [px] in whole enlargements: as large as lets the whole table be seen in the window, with the counts beside it. */
function pictureSize(width: number, rows: number, columns: number): number {
  if (width <= 620) return width > 420 ? 32 : 16 * Math.max(1, Math.floor((width - 90) / columns / 22));
  const across = (0.62 * width - 110) / columns - 12;
  const down = (0.68 * window.innerHeight) / rows - 32;
  return 16 * Math.max(3, Math.min(6, Math.floor(Math.min(across, down) / 16)));
}
