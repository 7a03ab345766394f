/** The pictures as they stand before the cell that is looked at, what their prompts asked for, and where the two guesses part. */
import { ATTRIBUTE_KEYS, ATTRIBUTES } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import { TokenGrid } from '../../viz/TokenGrid';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
import { checked, remarksOn } from './prompts';
import { CELLS, differences, type Stream } from './streamState';
import { text } from './text/stream';

interface Props {
  readonly frame: StreamFrame;
  readonly stream: Stream;
  readonly prompts: readonly string[];
}

export function StreamPictures({ frame, stream, prompts }: Props) {
  const t = useText(text);
  const { s, set, cell } = stream;
  const size = prompts.length > 1 ? 144 : 240;
  return (
    <div className={styles.pictures}>
      <div className={layout.tops}>
        {prompts.map((prompt, i) => (
          <div key={i} className={styles.small} data-prompt={i}>
            <TokenGrid
              tokens={[]}
              grid={4}
              size={size}
              numbers={false}
              label={t.cells}
              selected={s.cell < CELLS ? cell : null}
              marked={(c) => (stream.config.forced[c] ?? -1) >= 0}
              onSelect={(c) => set({ cell: c, side: i === 0 ? 'first' : 'second' })}
            >
              <FaceCanvas data={frame.pictures} index={i * (CELLS + 1) + s.cell} width={size} label={`${t.picture}: ${prompt}`} />
            </TokenGrid>
            <Asked prompt={prompt} frame={frame} index={i} />
          </div>
        ))}
      </div>
      {prompts.length > 1 && <Difference frame={frame} />}
      <NumberReadout
        label={t.readouts.ms}
        value={frame.ms}
        format={(v) => v.toFixed(0)}
        unit={t.unitMs(frame.wrote)}
        formula={{ id: 'sequence', fn: 'models/dalle/gpt.ts#sample' }}
      />
    </div>
  );
}

/** What a prompt names, attribute by attribute, against what the classifier reads; and what else there is to say of it. */
function Asked({ prompt, frame, index }: { readonly prompt: string; readonly frame: StreamFrame; readonly index: number }) {
  const t = useText(text);
  const lang = useLang();
  const remarks = remarksOn(prompt);
  const list = checked(remarks.choice, frame.classes, index * 10);
  const read = frame.texts[index];
  const name = (key: (typeof ATTRIBUTE_KEYS)[number]) => ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)];
  const says = [
    remarks.empty ? t.remarks.empty : list.length === 0 ? t.remarks.nothing : '',
    remarks.unknown.length > 0 ? t.remarks.unknown(remarks.unknown.slice(0, 4).join(lang === 'zh' ? '、' : ', ')) : '',
    ...remarks.contradictions.map((key) => t.remarks.contradiction(name(key)[lang])),
    read.kept < read.tokens.length ? t.remarks.cut(read.kept, read.tokens.length) : '',
    remarks.unseenPairs > 0 ? t.remarks.unseen : '',
  ].filter(Boolean);
  return (
    <div className={styles.asked} data-asked={index}>
      <ul>
        {list.map(({ key, asked, found, kept }) => (
          <li key={key} data-kept={kept}>
            <span aria-hidden="true">{kept ? '✓' : '✗'}</span> <span>{t.asked(name(key)[lang], name(key).classes[asked][lang])}</span>
            {!kept && <small>{` (${t.shows(name(key).classes[found][lang])})`}</small>}
          </li>
        ))}
      </ul>
      {says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

function Difference({ frame }: { readonly frame: StreamFrame }) {
  const t = useText(text);
  const apart = differences(frame);
  return (
    <div className={layout.row}>
      <HeatMap
        data={apart}
        rows={4}
        columns={4}
        width={96}
        height={96}
        domain={[0, 1]}
        high="condition"
        label={`${t.difference}: ${Array.from(apart, percentOf).join(', ')}`}
      />
      <p className={layout.hint}>
        <b>{t.difference}</b> <span>{t.differenceNote}</span>
      </p>
    </div>
  );
}
