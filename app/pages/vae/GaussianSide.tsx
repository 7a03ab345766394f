/** Beside the map: one face and its ε, the two terms over time, the aggregated posterior, and faces from the prior. */
import { useEffect, useMemo, useState } from 'react';
import { compose, faceAt, toUnit } from '../../data/faces';
import { useText } from '../../i18n';
import type { GaussianFrame } from '../../runtime/programs/vae/gaussian';
import { Button } from '../../shell/controls';
import { Curves } from '../../viz/Curves';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { Histogram } from '../../viz/Histogram';
import { Plane } from '../../viz/Plane';
import { useSize } from '../../viz/useSize';
import { text } from './text/maps';
import styles from './vae.module.css';

interface Props {
  readonly frame: GaussianFrame;
  readonly face: number;
  readonly draw: number;
  readonly run: number;
  readonly step: number;
  readonly onFace: () => void;
  readonly onZ: (z: readonly [number, number]) => void;
  readonly decode: (z: Float32Array) => Promise<PictureData | undefined>;
  readonly prior: (n: number) => Promise<{ pictures: PictureData } | undefined>;
}

const normal = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
const PRIOR_FACES = 14;

export function GaussianSide(props: Props) {
  const { frame, draw, run, step, prior } = props;
  const t = useText(text).gaussian;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [fromPrior, setFromPrior] = useState<PictureData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after every step shown, for other draws, and of a new run
  useEffect(() => {
    void prior(PRIOR_FACES).then((answer) => answer && setFromPrior(answer.pictures));
  }, [draw, run, step]);
  const axis = (j: number) => Float32Array.from({ length: frame.z.length / 2 }, (_, i) => frame.z[2 * i + j]);
  const half = Math.floor((width - 16) / 2);
  return (
    <div className={styles.stack} ref={ref}>
      <OneFace {...props} />
      {width > 0 && (
        <>
          <Curves
            title={t.curves}
            label={t.curvesAlt}
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
            <p className={styles.caption}>{t.spread}</p>
            <div className={styles.row} style={{ gap: 16 }}>
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
                  label={`${t.axis(j + 1)}: ${t.spreadAlt}`}
                />
              ))}
            </div>
          </div>
          <div>
            <p className={styles.caption}>{t.priorSamples}</p>
            {fromPrior && <FaceGrid data={fromPrior} count={PRIOR_FACES} columns={7} width={width} label={t.priorAlt} />}
          </div>
        </>
      )}
    </div>
  );
}

/** A face, its ε to drag, and what z = μ + σ·ε decodes to. */
function OneFace({ frame, face, onFace, onZ, decode }: Props) {
  const words = useText(text);
  const t = words.gaussian;
  const [eps, setEps] = useState<readonly [number, number]>([0, 0]);
  const [decoded, setDecoded] = useState<PictureData | null>(null);
  const index = face % (frame.mu.length / 2);
  const picture = useMemo(() => toUnit(compose(faceAt('test', index))), [index]);
  const z = useMemo(
    () => [0, 1].map((j) => frame.mu[2 * index + j] + frame.sigma[2 * index + j] * eps[j]) as unknown as readonly [number, number],
    [frame, index, eps],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: decode and onZ are made anew by every render
  useEffect(() => {
    onZ(z);
    void decode(Float32Array.from(z)).then((answer) => answer && setDecoded(answer));
  }, [z]);
  return (
    <div className={styles.column}>
      <p className={styles.caption}>
        <span data-thing="eps">z = μ + σ·ε</span>
        <small>
          μ ({frame.mu[2 * index].toFixed(2)}, {frame.mu[2 * index + 1].toFixed(2)}) · σ ({frame.sigma[2 * index].toFixed(2)},{' '}
          {frame.sigma[2 * index + 1].toFixed(2)})
        </small>
      </p>
      <div className={styles.row}>
        <div className={styles.small}>
          <FaceCanvas data={picture} width={96} label={t.one} />
          <Button onClick={onFace}>{words.another}</Button>
        </div>
        <div className={styles.small}>
          <Plane
            layers={[]}
            domain={{ x: [-3, 3], y: [-3, 3] }}
            width={120}
            height={120}
            gridLines
            label={t.dial}
            handles={[{ id: 'eps', x: eps[0], y: eps[1], label: t.dial, colour: 'noise' }]}
            onHandle={(_, x, y) => setEps([x, y])}
            onSelect={(x, y) => setEps([x, y])}
          />
          ε = ({eps[0].toFixed(1)}, {eps[1].toFixed(1)})
        </div>
        <div className={styles.small}>
          {decoded && <FaceCanvas data={decoded} width={96} label={t.decoded} />}
          {t.decoded}
        </div>
      </div>
    </div>
  );
}
