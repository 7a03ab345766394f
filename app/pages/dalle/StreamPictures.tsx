/** The pictures as they stand before the cell that is looked at, what their prompts asked for, and where the two guesses part. */
import { useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import { TokenGrid } from '../../viz/TokenGrid';
import { Asked } from './Asked';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
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
