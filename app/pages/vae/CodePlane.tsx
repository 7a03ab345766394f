/** The codes and their cells in a plane, the chosen cell's encoding joined to its code, and how many codes are in use. */

import { useText } from '../../i18n';
import type { CodebookFrame, Looked } from '../../runtime/programs/vae/codebook';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { useSize } from '../../viz/useSize';
import { VoronoiPlane } from '../../viz/VoronoiPlane';
import { text } from './text/tokens';

interface Props {
  readonly frame: CodebookFrame;
  readonly looked: Looked;
  readonly cell: number;
  /** The code that stands in the cell. */
  readonly now: number;
  readonly onChoose: (code: number) => void;
}

const percent = (v: number) => `${(100 * v).toFixed(0)}%`;

export function CodePlane({ frame, looked, cell, now, onChoose }: Props) {
  const t = useText(text).codebook;
  const [ref, { width }] = useSize<HTMLDivElement>();
  return (
    <div className={layout.column} ref={ref} data-plane>
      {width > 0 && (
        <VoronoiPlane
          codes={frame.points}
          encodings={frame.encodings}
          counts={frame.counts}
          tokens={frame.tokens}
          width={width}
          height={Math.min(420, width)}
          label={t.plane(frame.codes, percent(frame.seen))}
          selected={now}
          onSelect={onChoose}
          through={{
            ze: looked.points.subarray(2 * cell, 2 * cell + 2),
            zq: frame.points.subarray(2 * now, 2 * now + 2),
          }}
        />
      )}
      <p className={layout.hint} data-thing="code">
        {t.planeNote(percent(frame.seen), percent(frame.agree))}
      </p>
      <div className={layout.readouts}>
        <NumberReadout label={t.readouts.used} value={t.of(frame.used, frame.codes)} formula={{ fn: 'models/vae/vqvae.ts#usedCodes' }} />
        <NumberReadout label={t.readouts.perplexity} value={frame.perplexity} formula="perplexity" />
      </div>
    </div>
  );
}
