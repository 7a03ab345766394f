/** A face, and the same face moved along a direction: how far it goes, and what that does to other faces, counted. */

import { useMemo } from 'react';
import { ATTRIBUTES } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import type { Edited } from '../../runtime/programs/vae/latents';
import { layout } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { text } from './text/latents';
import styles from './vae.module.css';

interface Props {
  readonly original: Float32Array;
  /** The decoded face at every stop of the slider; the first one is not moved. */
  readonly faces: PictureData;
  readonly stop: number;
  readonly edited: readonly Edited[] | undefined;
  readonly width: number;
  readonly columns: number;
  readonly stripWidth: number;
  readonly onStop: (stop: number) => void;
}

/** Stops from one face of the strip to the next. */
const EVERY = 4;

export function Sum({ original, faces, stop, edited, width, columns, stripWidth, onStop }: Props) {
  const t = useText(text).arithmetic;
  const large = width < 560 ? 96 : 128;
  const strip = useMemo(() => {
    const n = Math.ceil(faces.length / 768 / EVERY);
    const some = new Uint8ClampedArray(n * 768);
    for (let i = 0; i < n; i++) some.set(faces.subarray(i * EVERY * 768, (i * EVERY + 1) * 768), i * 768);
    return some;
  }, [faces]);
  return (
    <>
      <div>
        <p className={layout.caption}>{t.sum}</p>
        <div className={layout.row}>
          <div className={styles.small}>
            <FaceCanvas data={original} width={large} label={t.original} />
            <span>{t.original}</span>
          </div>
          <div className={styles.small}>
            <FaceCanvas data={faces} width={large} label={t.reconstructed} />
            <span>{t.reconstructed}</span>
          </div>
          <div className={styles.small}>
            <FaceCanvas data={faces} index={stop} width={large} label={t.moved} />
            <span>{t.moved}</span>
          </div>
          {edited && edited.length > 0 && <Counted edited={edited} />}
        </div>
      </div>
      <FaceGrid
        data={strip}
        count={strip.length / 768}
        columns={columns}
        width={stripWidth}
        label={t.movedAlt}
        selected={Math.round(stop / EVERY)}
        onSelect={(i) => onStop(i * EVERY)}
      />
    </>
  );
}

function Counted({ edited }: { readonly edited: readonly Edited[] }) {
  const t = useText(text).arithmetic;
  const lang = useLang();
  const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
  return (
    <div className={styles.counted} data-counted>
      {edited.map(({ aim, n, after, before }) => {
        const what = t.of(ATTRIBUTES[aim.k][lang], ATTRIBUTES[aim.k].classes[aim.value][lang]);
        return <p key={`${aim.k}.${aim.value}`}>{(aim.add ? t.added : t.taken)(n, what, percent(after), percent(before))}</p>;
      })}
      <p>{t.kept(percent(edited.reduce((sum, e) => sum + e.kept, 0) / edited.length))}</p>
    </div>
  );
}
