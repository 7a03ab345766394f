/** The opening picture: faces under a tide of noise that follows the pointer. The forward process of diffusion, exact: x_t = cos·x₀ + sin·ε. */
import { useEffect, useRef, useState } from 'react';
import { composeMany, SIZE } from '../../data/faces/compose';
import { sampleFace } from '../../data/faces/sample';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import { Button, Slider } from '../../shell/controls';
import { useSize } from '../../viz/useSize';
import { flood, GAP, layout } from './flood';
import styles from './Tide.module.css';
import { text } from './text';

const EBB_MS = 1300;

export function Tide() {
  const t = useText(text);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, { width }] = useSize<HTMLDivElement>({ width: 1100, height: 0 });
  const [seed, setSeed] = useState(7);
  const [tide, setTide] = useState(0.42);
  const [arrived, setArrived] = useState(() =>
    typeof window !== 'undefined' && window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 0,
  );

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
