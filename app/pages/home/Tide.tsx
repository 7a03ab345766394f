/** The opening picture: faces under a tide of noise that follows the pointer. The forward process of diffusion, exact: x_t = cos·x₀ + sin·ε. */
import { useEffect, useRef, useState } from 'react';
import { composeMany, FACE_BYTES, SIZE } from '../../data/faces/compose';
import { sampleFace } from '../../data/faces/sample';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import { Button, Slider } from '../../shell/controls';
import { useSize } from '../../viz/useSize';
import styles from './Tide.module.css';
import { text } from './text';

const GAP = 1;
const EBB_MS = 1300;

/** How deep a face stands in the noise, 0…1: `tide` is where the shore runs, `across` where the face is, both 0…1 from left to right. */
export function depth(tide: number, across: number): number {
  return Math.min(1, Math.max(0, 0.5 + (tide - across) * 1.9));
}

/** The whole-number scale that leaves least of the width empty, and how many faces stand side by side. */
export function layout(width: number): { scale: number; columns: number } {
  const scales = width >= 900 ? [6, 7, 8] : width >= 600 ? [5, 6] : [4, 5];
  const fits = scales.map((scale) => ({ scale, columns: Math.max(3, Math.floor((width / scale + GAP) / (SIZE + GAP))) }));
  return fits.reduce((a, b) => ((b.columns * (SIZE + GAP) - GAP) * b.scale > (a.columns * (SIZE + GAP) - GAP) * a.scale ? b : a));
}

/** Writes x_t of every face into one RGBA picture of `columns` × `rows` faces. */
function flood(image: ImageData, faces: Uint8Array, noise: Float32Array, columns: number, rows: number, tide: number): void {
  for (let n = 0; n < columns * rows; n++) {
    const [column, row] = [n % columns, Math.floor(n / columns)];
    const across = (column + 0.5 + 0.35 * Math.sin(row * 2.1 + column)) / columns;
    const angle = (depth(tide, across) * Math.PI) / 2;
    const [signal, spread] = [Math.cos(angle), Math.sin(angle)];
    for (let p = 0; p < SIZE * SIZE; p++) {
      const to = ((row * (SIZE + GAP) + Math.floor(p / SIZE)) * image.width + column * (SIZE + GAP) + (p % SIZE)) * 4;
      for (let c = 0; c < 3; c++) {
        const from = n * FACE_BYTES + p * 3 + c;
        const x0 = faces[from] / 127.5 - 1;
        image.data[to + c] = (signal * x0 + spread * 0.6 * noise[from] + 1) * 127.5;
      }
      image.data[to + 3] = 255;
    }
  }
}

export function Tide() {
  const t = useText(text);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, { width }] = useSize<HTMLDivElement>({ width: 1100, height: 0 });
  const [seed, setSeed] = useState(7);
  const [tide, setTide] = useState(0.42);
  const [arrived, setArrived] = useState(() => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 0));

  const { scale, columns } = layout(width);
  const rows = width >= 600 ? 3 : 4;
  const pictureWidth = columns * (SIZE + GAP) - GAP;
  const pictureHeight = rows * (SIZE + GAP) - GAP;

  // The tide goes out once when the page opens, in a second and a bit whatever the machine.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    if (arrived >= 1) return;
    let frame = 0;
    const begin = performance.now();
    const draw = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - begin) / EBB_MS));
      setArrived((a) => Math.max(a, share));
      if (share < 1) frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);

  const world = useRef<{ key: string; faces: Uint8Array; noise: Float32Array }>(undefined);
  useEffect(() => {
    const key = `${seed}/${columns}/${rows}`;
    if (world.current?.key !== key) {
      const rng = createRng(`home/${seed}`);
      const faces = composeMany(Array.from({ length: columns * rows }, () => sampleFace(rng)));
      world.current = { key, faces, noise: rng.fillNormal(new Float32Array(faces.length)) };
    }
    const ctx = canvas.current?.getContext('2d');
    if (!ctx) return;
    const image = ctx.createImageData(pictureWidth, pictureHeight);
    const eased = 1 - (1 - arrived) ** 3;
    flood(image, world.current.faces, world.current.noise, columns, rows, 1.6 + (tide - 1.6) * eased);
    ctx.putImageData(image, 0, 0);
  }, [seed, columns, rows, tide, arrived, pictureWidth, pictureHeight]);

  return (
    <div className={styles.tide} ref={box}>
      <canvas
        ref={canvas}
        className={styles.faces}
        width={pictureWidth}
        height={pictureHeight}
        style={{ width: pictureWidth * scale, height: pictureHeight * scale }}
        role="img"
        aria-label={t.tide}
        onPointerMove={(event) => {
          const area = event.currentTarget.getBoundingClientRect();
          setArrived(1);
          setTide(Math.round(((event.clientX - area.left) / area.width) * 200) / 200);
        }}
        onClick={() => setSeed((s) => s + 1)}
      />
      <div className={styles.under}>
        <p>{t.tideHelp}</p>
        <Slider
          label={t.noise}
          value={tide}
          min={-0.3}
          max={1.3}
          step={0.01}
          format={(v) => `${Math.round(((v + 0.3) / 1.6) * 100)}%`}
          onChange={setTide}
        />
        <Button onClick={() => setSeed((s) => s + 1)}>{t.fresh}</Button>
      </div>
    </div>
  );
}
