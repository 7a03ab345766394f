/** The way from one face to another, through the latent and through the pixels; and how far the middles are from any face, measured. */

import { useText } from '../../i18n';
import type { Halfway } from '../../runtime/programs/vae/latents';
import { Button } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { type Lab, useOfModel } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { text } from './text/latents';
import styles from './vae.module.css';

interface Props {
  readonly lab: Lab<'vae.latents'>;
  readonly latent: PictureData;
  readonly pixels: PictureData;
  readonly count: number;
  readonly columns: number;
  readonly stripWidth: number;
}

const PAIRS = 100;

export function Between({ lab, latent, pixels, ...grid }: Props) {
  const t = useText(text).arithmetic;
  const [measured, setMeasured] = useOfModel<Halfway>(lab);
  const { count, columns, stripWidth: width } = grid;
  return (
    <div className={layout.column}>
      <p className={layout.caption}>{t.between}</p>
      <div className={styles.strips}>
        <span className={styles.latent}>{t.latent}</span>
        <FaceGrid data={latent} count={count} columns={columns} width={width} label={t.betweenAlt(t.latent)} />
        <span className={styles.data}>{t.pixels}</span>
        <FaceGrid data={pixels} count={count} columns={columns} width={width} label={t.betweenAlt(t.pixels)} />
      </div>
      <div className={layout.row}>
        <Button
          disabled={!lab.frame || lab.progress !== null}
          onClick={() => void lab.call('halfway', { n: PAIRS, seed: 1 }).then((answer) => answer && setMeasured(answer))}
        >
          {t.measureHalfway}
        </Button>
        {measured && (
          <p className={styles.counted} data-halfway>
            {t.halfway(measured.n, measured.latent.toFixed(3), measured.pixels.toFixed(3), measured.reconstructed.toFixed(3))}
          </p>
        )}
      </div>
    </div>
  );
}
