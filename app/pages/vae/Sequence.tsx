/** The prior at work: the tokens so far, and what it says of the next place, each likely code with the face it would make. */

import { useText } from '../../i18n';
import type { PriorFrame } from '../../runtime/programs/vae/prior';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { TokenGrid } from '../../viz/TokenGrid';
import { text } from './text/tokens';
import styles from './vae.module.css';

/** Small shares with a digit more. */
export const percent = (v: number): string => `${(100 * v).toFixed(v < 0.1 ? 1 : 0)}%`;

export function Sequence({ frame, width }: { readonly frame: PriorFrame; readonly width: number }) {
  const t = useText(text).prior;
  const logP = frame.drawn.reduce((sum, p) => (Number.isNaN(p) ? sum : sum + Math.log(p)), 0);
  return (
    <>
      <p className={layout.caption}>
        <span data-thing="token">{t.sequence}</span>
        <small data-place={frame.place}>{frame.place < frame.cells ? t.place(frame.place + 1) : t.finished}</small>
      </p>
      <div className={styles.sequence}>
        <FaceCanvas data={frame.picture} width={192} label={t.picture} />
        <TokenGrid tokens={frame.tokens} grid={4} size={192} label={t.tokens} selected={frame.place < frame.cells ? frame.place : null} />
        <div className={layout.column}>
          <p className={layout.caption}>{t.likely}</p>
          <div className={styles.options}>
            {Array.from(frame.likely, (code, i) => (
              <div key={code} className={styles.option} title={t.option(code, percent(frame.probabilities[i]))}>
                <FaceCanvas
                  data={frame.options}
                  index={i}
                  width={width > 700 ? 64 : 48}
                  label={t.option(code, percent(frame.probabilities[i]))}
                />
                <span className={styles.probability}>
                  <i style={{ height: `${(100 * frame.probabilities[i]) / Math.max(frame.probabilities[0], 1e-9)}%` }} />
                </span>
                <small>{frame.place < frame.cells ? percent(frame.probabilities[i]) : ''}</small>
              </div>
            ))}
          </div>
          <div className={layout.readouts}>
            <NumberReadout
              label={t.entropy}
              value={frame.place < frame.cells ? frame.entropy : 0}
              unit={t.nats}
              formula={{ id: 'prior', fn: 'models/vae/prior.ts#nextProbabilities' }}
            />
            <NumberReadout
              label={t.perToken}
              value={`${frame.nats.learned.toFixed(2)} / ${frame.nats.independent.toFixed(2)} / ${frame.nats.uniform.toFixed(2)}`}
              unit={t.nats}
              formula={{ id: 'prior', fn: 'models/vae/prior.ts#loss' }}
            />
            <NumberReadout label={t.logP} value={logP} unit={t.nats} formula="prior" />
          </div>
        </div>
      </div>
    </>
  );
}
