/** Beside the map: one face and its ε, the two terms over time, the aggregated posterior, and faces from the prior. */

import { useMemo } from 'react';
import { pictureOf } from '../../data/faces/ownPicture';
import { useText } from '../../i18n';
import type { GaussianFrame, OneFace as One } from '../../runtime/programs/vae/gaussian';
import { Button } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { Curves } from '../../viz/Curves';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { Histogram } from '../../viz/Histogram';
import { Plane } from '../../viz/Plane';
import { useSize } from '../../viz/useSize';
import { pairOf } from './latents';
import { text } from './text/maps';
import styles from './vae.module.css';

interface Props {
  readonly one: One | undefined;
  readonly fromPrior: { readonly pictures: PictureData } | undefined;
  readonly frame: GaussianFrame;
  readonly face: number;
  readonly mine: string;
  /** Whether it trains on faces or on the reader's own pictures: they are called what they are. */
  readonly on: 'faces' | 'own';
  /** What the button says that brings the next one. */
  readonly another: string;
  readonly eps: readonly [number, number];
  readonly onEps: (eps: readonly [number, number]) => void;
  readonly onFace: () => void;
}

const normal = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
export const PRIOR_FACES = 14;

export function GaussianSide(props: Props) {
  const { frame, fromPrior, on } = props;
  const t = useText(text).gaussian;
  const of = t.of[on];
  const [ref, { width }] = useSize<HTMLDivElement>();
  const axis = (j: number) => Float32Array.from({ length: frame.z.length / 2 }, (_, i) => frame.z[2 * i + j]);
  const half = Math.floor((width - 16) / 2);
  return (
    <div className={layout.stack} ref={ref}>
      <OneFace {...props} />
      {width > 0 && (
        <>
          <Curves
            title={of.curves}
            label={of.curvesAlt}
            series={[
              { key: 'reconstruction', name: t.reconstruction, colour: 'data', y: frame.history.reconstruction },
              { key: 'kl', name: t.kl, colour: 'latent', y: frame.history.kl },
            ]}
            x={frame.history.step}
            xName={t.steps}
            yScale="log"
            width={width}
            height={150}
          />
          <div>
            <p className={layout.caption}>{t.spread}</p>
            <div className={layout.row} style={{ gap: 16 }}>
              {[0, 1].map((j) => (
                <Histogram
                  key={j}
                  data={axis(j)}
                  width={half}
                  height={84}
                  domain={[-4, 4]}
                  bins={32}
                  colour="latent"
                  curve={normal}
                  curveName="N(0, 1)"
                  label={`${t.axis(j + 1)}: ${of.spreadAlt}`}
                />
              ))}
            </div>
          </div>
          <div>
            <p className={layout.caption}>{of.priorSamples}</p>
            {fromPrior && <FaceGrid data={fromPrior.pictures} count={PRIOR_FACES} columns={7} width={width} label={of.priorAlt} />}
          </div>
        </>
      )}
    </div>
  );
}

/** A face, its ε to drag, and what z = μ + σ·ε decodes to. */
function OneFace({ one, face, mine, on, another, eps, onEps, onFace }: Props) {
  const t = useText(text).gaussian;
  const picture = useMemo(() => pictureOf(face, mine), [face, mine]);
  return (
    <div className={layout.column}>
      <p className={layout.caption}>
        <span data-thing="eps">z = μ + σ·ε</span>
        <small>{one && `μ ${pairOf(one.mu, 2)} · σ ${pairOf(one.sigma, 2)}`}</small>
      </p>
      <div className={styles.dial}>
        <div className={styles.small}>
          <FaceCanvas data={picture} width={96} label={t.of[on].one} />
          <Button onClick={onFace}>{another}</Button>
        </div>
        <div className={styles.small}>
          <Plane
            layers={[]}
            domain={{ x: [-3, 3], y: [-3, 3] }}
            width={108}
            height={108}
            gridLines
            label={t.dial}
            handles={[{ id: 'eps', x: eps[0], y: eps[1], label: t.dial, colour: 'noise' }]}
            onHandle={(_, x, y) => onEps([x, y])}
            onSelect={(x, y) => onEps([x, y])}
          />
          <span>{`ε = ${pairOf(eps, 1)}`}</span>
        </div>
        <div className={styles.small}>
          {one && <FaceCanvas data={one.picture} width={96} label={t.decoded} />}
          <span>{t.decoded}</span>
        </div>
      </div>
    </div>
  );
}
