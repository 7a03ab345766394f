/**
 * The pictures that links to the pages are shown with, 1200 × 630: each drawn by what the page itself draws with, as PNG.
 * `node --import ./training/register.mjs tools/social.ts <folder>`; part of the build.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { composeMany, faceAt, fromUnit, SIZE, toUnit } from '../app/data/faces/index';
import { density, type PointSetKey, samplePoints } from '../app/data/points/index';
import { createRng } from '../app/data/rng';
import { cosine, qSample } from '../app/models/diffusion/schedule';
import * as tf from '../app/models/tf';
import { decode } from '../app/models/vae/vae';
import { decodeTokens, encodeTokens, vqvaeConfig } from '../app/models/vae/vqvae';
import { flood, GAP } from '../app/pages/home/flood';
import { loadWeights, type ReadBytes } from '../app/runtime/weights';
import '@tensorflow/tfjs-backend-cpu';

const WIDTH = 1200;
const HEIGHT = 630;
type Rgb = readonly [number, number, number];

/** Colours of the light theme, from the style sheet that the pages use. */
const theme = readFileSync(new URL('../app/shell/theme.css', import.meta.url), 'utf8');
function colour(name: string): Rgb {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(theme)?.[1];
  if (!hex) throw new Error(`theme.css has no --${name}`);
  return [0, 2, 4].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as unknown as Rgb;
}
const paper = colour('paper');

class Picture {
  readonly data = new Uint8ClampedArray(WIDTH * HEIGHT * 3);
  constructor() {
    this.rect(0, 0, WIDTH, HEIGHT, paper);
  }
  rect(x: number, y: number, w: number, h: number, rgb: Rgb): void {
    for (let j = Math.max(0, y); j < Math.min(HEIGHT, y + h); j++)
      for (let i = Math.max(0, x); i < Math.min(WIDTH, x + w); i++) this.data.set(rgb, (j * WIDTH + i) * 3);
  }
  /** Values in −1…1, [side, side, 3], each pixel `scale` wide. */
  face(values: Float32Array, x: number, y: number, scale: number, side = SIZE): void {
    const bytes = fromUnit(values); // RGBA
    for (let p = 0; p < side * side; p++)
      this.rect(x + (p % side) * scale, y + Math.floor(p / side) * scale, scale, scale, [bytes[p * 4], bytes[p * 4 + 1], bytes[p * 4 + 2]]);
  }
  png(): Buffer {
    const rgba = new PNG({ width: WIDTH, height: HEIGHT });
    for (let p = 0; p < WIDTH * HEIGHT; p++) rgba.data.set([this.data[p * 3], this.data[p * 3 + 1], this.data[p * 3 + 2], 255], p * 4);
    return PNG.sync.write(rgba, { colorType: 2, deflateLevel: 9 });
  }
}

const face = (i: number): Float32Array => toUnit(composeMany([faceAt('test', i)]));
const read: ReadBytes = async (path) => new Uint8Array(readFileSync(new URL(`../public/weights/${path}`, import.meta.url)));
const weights = async (model: string) => (await loadWeights(model, 'model.safetensors', read)).params;

/** The tide of the first page. */
function home(): Picture {
  const picture = new Picture();
  const [scale, columns, rows] = [8, 8, 4];
  const width = columns * (SIZE + GAP) - GAP;
  const image = { width, data: new Uint8ClampedArray(width * (rows * (SIZE + GAP) - GAP) * 4) };
  const faces = composeMany(Array.from({ length: columns * rows }, (_, i) => faceAt('test', i)));
  flood(image, faces, createRng('social').fillNormal(new Float32Array(faces.length)), columns, rows, 0.42);
  const [left, top] = [(WIDTH - width * scale) / 2, (HEIGHT - (image.data.length / 4 / width) * scale) / 2];
  for (let p = 0; p < image.data.length / 4; p++)
    if (image.data[p * 4 + 3])
      picture.rect(left + (p % width) * scale, top + Math.floor(p / width) * scale, scale, scale, [
        image.data[p * 4],
        image.data[p * 4 + 1],
        image.data[p * 4 + 2],
      ]);
  return picture;
}

/** The optimal discriminator D* = p / (p + q) between two sets of points, and the points. */
function gan(): Picture {
  const picture = new Picture();
  const sets: readonly [PointSetKey, PointSetKey] = ['pinwheel', 'ring'];
  const roles = [colour('role-data'), colour('role-generated')] as const;
  const [unit, cell] = [138, 10];
  for (let y = 0; y < HEIGHT; y += cell)
    for (let x = 0; x < WIDTH; x += cell) {
      const at = [(x + cell / 2 - WIDTH / 2) / unit, (HEIGHT / 2 - y - cell / 2) / unit] as const;
      const [p, q] = sets.map((set) => density(set, at[0], at[1], 0.25));
      const d = (p + 1e-6) / (p + q + 2e-6);
      const [role, share] = d > 0.5 ? [roles[0], (2 * d - 1) * 0.45] : [roles[1], (1 - 2 * d) * 0.45];
      const mixed = paper.map((c, i) => Math.round((c + (role[i] - c) * share) / 8) * 8) as unknown as Rgb;
      picture.rect(x, y, cell, cell, mixed);
    }
  sets.forEach((set, i) => {
    const points = samplePoints(set, 420, createRng(`social ${set}`));
    for (let n = 0; n < points.length; n += 2)
      picture.rect(Math.round(WIDTH / 2 + points[n] * unit) - 3, Math.round(HEIGHT / 2 - points[n + 1] * unit) - 3, 6, 6, roles[i]);
  });
  return picture;
}

/** What the decoder makes of every place in a plane of two latent numbers. */
async function vae(): Promise<Picture> {
  const picture = new Picture();
  const [columns, rows, scale] = [9, 5, 7];
  const z = Array.from({ length: columns * rows }, (_, n) => [((n % columns) - 4) * 0.55, (2 - Math.floor(n / columns)) * 0.75]);
  const faces = (await decode(await weights('vae2'), tf.tensor2d(z)).data()) as Float32Array;
  const step = SIZE * scale + 6;
  const [left, top] = [(WIDTH - columns * step + 6) / 2, (HEIGHT - rows * step + 6) / 2];
  for (let n = 0; n < columns * rows; n++)
    picture.face(faces.slice(n * 768, (n + 1) * 768), left + (n % columns) * step, top + Math.floor(n / columns) * step, scale);
  return picture;
}

/** A face out of its sixteen tokens, one more each time. */
async function dalle(): Promise<Picture> {
  const picture = new Picture();
  const params = await weights('vqvae4');
  const tokens = encodeTokens(params, tf.tensor4d(face(3), [1, SIZE, SIZE, 3]), vqvaeConfig(4, 256));
  const whole = (await decodeTokens(params, tokens).data()) as Float32Array;
  const [scale, grey] = [8, colour('paper-3').map((c) => c / 127.5 - 1)];
  const step = SIZE * scale + 16;
  const [left, top] = [(WIDTH - 8 * step + 16) / 2, (HEIGHT - 2 * step + 16) / 2];
  for (let k = 1; k <= 16; k++) {
    const known = whole.map((value, i) => {
      const p = Math.floor(i / 3);
      return Math.floor(p / SIZE / 4) * 4 + Math.floor((p % SIZE) / 4) < k ? value : grey[i % 3];
    });
    picture.face(known, left + ((k - 1) % 8) * step, top + Math.floor((k - 1) / 8) * step, scale);
  }
  return picture;
}

/** Faces on their way into noise, by the cosine schedule. */
function diffusion(): Picture {
  const picture = new Picture();
  const schedule = cosine();
  const [scale, step] = [8, SIZE * 8 + 12];
  const [left, top] = [(WIDTH - 8 * step + 12) / 2, (HEIGHT - 4 * step + 12) / 2];
  for (let row = 0; row < 4; row++) {
    const x0 = face(row + 8);
    const eps = createRng(`social ${row}`).fillNormal(new Float32Array(768));
    for (let k = 0; k < 8; k++)
      picture.face(qSample(schedule, x0, Math.round((k / 7) * 1000), eps), left + k * step, top + row * step, scale);
  }
  return picture;
}

/** Down and up: 16 × 16, 8 × 8, 4 × 4 by averaging, and back by repeating. */
function unet(): Picture {
  const picture = new Picture();
  const half = (x: Float32Array, side: number): Float32Array =>
    Float32Array.from({ length: x.length / 4 }, (_, i) => {
      const [p, c, to] = [Math.floor(i / 3), i % 3, side / 2];
      const at = (dy: number, dx: number) => x[((2 * Math.floor(p / to) + dy) * side + 2 * (p % to) + dx) * 3 + c];
      return (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
    });
  const full = face(21);
  const middle = half(full, 16);
  const low = half(middle, 8);
  const levels: readonly [Float32Array, number, number][] = [
    [full, 16, 0],
    [middle, 8, 1],
    [low, 4, 2],
    [middle, 8, 1],
    [full, 16, 0],
  ];
  levels.forEach(([x, side, depth], k) => {
    const scale = (SIZE / side) * 12 * (1 - 0.22 * depth);
    const whole = Math.floor(scale);
    picture.face(x, 120 + k * 240 - (whole * side) / 2, 100 + depth * 150, whole, side);
    if (k < 2)
      for (let j = k; j < 1 + k; j++)
        picture.rect(120 + k * 240 + 110, 150 + depth * 150, (4 - 2 * k) * 240 - 220, 6, colour('role-network'));
  });
  return picture;
}

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
await tf.setBackend('cpu');
const drawn = { home: home(), gan: gan(), vae: await vae(), dalle: await dalle(), diffusion: diffusion(), unet: unet() };
for (const [name, picture] of Object.entries(drawn)) writeFileSync(join(folder, `${name}.png`), picture.png());
// The page of models shows what they draw.
writeFileSync(join(folder, 'models.png'), drawn.vae.png());
