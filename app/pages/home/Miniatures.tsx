/**
 * One small drawing a page, each with a single number `at` (0…1) that the pointer moves. Illustrations, not models: points and
 * composed faces put through exact arithmetic. Colours are the roles'.
 */
import { useMemo } from 'react';
import { compose, FACE_BYTES, SIZE } from '../../data/faces/compose';
import { sampleFace } from '../../data/faces/sample';
import { createRng } from '../../data/rng';
import { FaceCanvas } from '../../viz/FaceCanvas';
import styles from './Miniatures.module.css';

interface Props {
  readonly at: number;
}

const W = 300;
const H = 170;

/** A ring of real points; the fakes are on their way from one blob to the ring, along the gradient. */
export function GanMini({ at }: Props) {
  const points = useMemo(() => {
    const rng = createRng('home/gan');
    return Array.from({ length: 64 }, (_, i) => {
      const angle = (i / 64) * 2 * Math.PI + rng.normal() * 0.05;
      const radius = 1 + rng.normal() * 0.06;
      const ring = [W / 2 + 105 * radius * Math.cos(angle), H / 2 + 62 * radius * Math.sin(angle)];
      const blob = [W / 2 + 14 + rng.normal() * 16, H / 2 + rng.normal() * 13];
      return { ring, blob, real: [W / 2 + 105 * Math.cos(angle + 0.05), H / 2 + 62 * Math.sin(angle + 0.05)] };
    });
  }, []);
  return (
    <svg viewBox={`0 0 ${W} ${H}`} aria-hidden="true" className={styles.svg}>
      {points.map(({ real }, i) => (
        <circle key={i} cx={real[0]} cy={real[1]} r={2.6} fill="var(--role-data)" opacity={0.75} />
      ))}
      {points.map(({ ring, blob }, i) => {
        const [x, y] = [blob[0] + (ring[0] - blob[0]) * at, blob[1] + (ring[1] - blob[1]) * at];
        const pull = (1 - at) * 0.16;
        return (
          <g key={i}>
            {i % 4 === 0 && (
              <line
                x1={x}
                y1={y}
                x2={x + (ring[0] - x) * pull * 2}
                y2={y + (ring[1] - y) * pull * 2}
                stroke="var(--role-gradient)"
                strokeWidth={1.3}
              />
            )}
            <circle cx={x} cy={y} r={2.6} fill="var(--role-generated)" />
          </g>
        );
      })}
    </svg>
  );
}

const VAE_SPOTS = [
  [52, 46],
  [118, 34],
  [186, 42],
  [250, 56],
  [82, 96],
  [152, 92],
  [222, 112],
  [54, 138],
  [124, 142],
] as const;

/** Faces in a latent plane: from points (an autoencoder) to overlapping Gaussians (a VAE). */
export function VaeMini({ at }: Props) {
  const faces = useMemo(() => {
    const rng = createRng('home/vae');
    return VAE_SPOTS.map((_, i) => compose(sampleFace(rng, { skin: i % 4, hat: 0 })));
  }, []);
  return (
    <div className={styles.stage}>
      <svg viewBox={`0 0 ${W} ${H}`} aria-hidden="true" className={styles.svg}>
        {VAE_SPOTS.map(([x, y], i) => (
          <ellipse
            key={i}
            cx={x}
            cy={y}
            rx={20 + at * (26 + 4 * (i % 3))}
            ry={18 + at * (16 + 5 * ((i + 1) % 3))}
            transform={`rotate(${(i * 47) % 60} ${x} ${y})`}
            fill="var(--role-latent)"
            fillOpacity={0.1}
            stroke="var(--role-latent)"
            strokeWidth={1.2}
          />
        ))}
      </svg>
      {VAE_SPOTS.map(([x, y], i) => (
        <span key={i} className={styles.spot} style={{ left: `${(x / W) * 100}%`, top: `${(y / H) * 100}%` }}>
          <FaceCanvas data={faces[i]} width={32} label="" />
        </span>
      ))}
    </div>
  );
}

/** The words come first; then sixteen patches, one after the other. */
export function DalleMini({ at, words }: Props & { readonly words: readonly string[] }) {
  const face = useMemo(() => compose(sampleFace(createRng('home/dalle/3'), { hairColor: 4, glasses: 1, hat: 0, clothing: 3 })), []);
  const shown = Math.round(at * 16);
  const patched = useMemo(() => {
    const out = new Uint8Array(FACE_BYTES).fill(0);
    for (let p = 0; p < SIZE * SIZE; p++) {
      const token = Math.floor(Math.floor(p / SIZE) / 4) * 4 + Math.floor((p % SIZE) / 4);
      for (let c = 0; c < 3; c++) out[p * 3 + c] = token < shown ? face[p * 3 + c] : 128;
    }
    return out;
  }, [face, shown]);
  return (
    <div className={styles.dalle}>
      <span className={styles.words}>
        {words.map((word) => (
          <b key={word}>{word}</b>
        ))}
      </span>
      <span className={styles.tokens}>
        <FaceCanvas data={patched} width={112} label="" />
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {Array.from({ length: 16 }, (_, i) => (
            <rect
              key={i}
              x={(i % 4) * 4 + 0.1}
              y={Math.floor(i / 4) * 4 + 0.1}
              width={3.8}
              height={3.8}
              fill={i < shown ? 'none' : 'var(--paper-2)'}
              stroke={i === shown ? 'var(--role-condition)' : 'var(--rule)'}
              strokeWidth={i === shown ? 0.4 : 0.15}
            />
          ))}
        </svg>
      </span>
    </div>
  );
}

/** One face at five times. */
export function DiffusionMini({ at }: Props) {
  const { face, noise } = useMemo(() => {
    const rng = createRng('home/diffusion/2');
    return { face: compose(sampleFace(rng, { hat: 0, glasses: 0, hairColor: 3 })), noise: rng.fillNormal(new Float32Array(FACE_BYTES)) };
  }, []);
  return (
    <div className={styles.strip}>
      {[0, 0.25, 0.5, 0.75].map((offset, i) => {
        const angle = (Math.min(1, Math.max(0, offset + (at - 0.35) * 0.9)) * Math.PI) / 2;
        const xt = Float32Array.from(face, (v, j) => Math.cos(angle) * (v / 127.5 - 1) + Math.sin(angle) * 0.7 * noise[j]);
        return <FaceCanvas key={i} data={xt} width={64} label="" />;
      })}
    </div>
  );
}

/** Mean over k × k pixels, at 16 / k pixels a side. */
function pooled(face: Uint8Array, k: number): Uint8Array {
  const side = SIZE / k;
  const out = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < k; j++) for (let i = 0; i < k; i++) sum += face[((y * k + j) * SIZE + x * k + i) * 3 + c];
        out[(y * side + x) * 3 + c] = sum / (k * k);
      }
  return out;
}

/** Down the left side, across the bottom, up the right; the skips bring back what pooling lost. */
export function UnetMini({ at }: Props) {
  const levels = useMemo(() => {
    const face = compose(sampleFace(createRng('home/unet/5'), { hat: 0, glasses: 2, hairColor: 2 }));
    return [1, 2, 4].map((k) => ({ side: SIZE / k, data: pooled(face, k) }));
  }, []);
  const sizes = [64, 40, 24];
  const tops = [22, 78, 130];
  const lit = Math.min(2, Math.floor((1 - at) * 3));
  return (
    <div className={styles.stage}>
      <svg viewBox={`0 0 ${W} ${H}`} aria-hidden="true" className={styles.svg}>
        {levels.map((_, i) => (
          <line
            key={i}
            x1={62 + i * 24 + sizes[i]}
            x2={W - 62 - i * 24 - sizes[i]}
            y1={tops[i] + sizes[i] / 2 - 6}
            y2={tops[i] + sizes[i] / 2 - 6}
            stroke={i >= lit ? 'var(--role-network)' : 'var(--rule)'}
            strokeWidth={i >= lit ? 2 : 1}
            strokeDasharray={i === 2 ? undefined : '4 3'}
          />
        ))}
      </svg>
      {levels.map((level, i) => (
        <span
          key={`down${i}`}
          className={styles.level}
          style={{ left: `${((52 + i * 24) / W) * 100}%`, top: `${((tops[i] - 6) / H) * 100}%` }}
        >
          <FaceCanvas data={level.data} side={level.side} width={sizes[i]} label="" />
        </span>
      ))}
      {levels.map((_, i) => {
        const source = levels[Math.max(i, lit)];
        return (
          <span
            key={`up${i}`}
            className={styles.level}
            style={{ right: `${((52 + i * 24) / W) * 100}%`, top: `${((tops[i] - 6) / H) * 100}%` }}
          >
            <FaceCanvas data={source.data} side={source.side} width={sizes[i]} label="" />
          </span>
        );
      })}
    </div>
  );
}
