/**
 * Seeded random numbers: the same seed gives the same stream on every machine and backend.
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, seeded from text or a number through a
 * cyrb128-style hash. Normals: Box–Muller (1958), both values used. All noise of all models comes from here and is passed in as data,
 * because tf.randomNormal is neither reproducible across backends nor fast (it runs on the CPU).
 */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Integer in [0, n). */
  int(n: number): number;
  /** An independent stream, determined by this stream's seed and the label alone (not by how much was drawn). */
  fork(label: string | number): Rng;
  /** Fills and returns `out` with standard normals. */
  fillNormal(out: Float32Array): Float32Array;
  /** Fills and returns `out` with uniforms in [lo, hi). */
  fillUniform(out: Float32Array, lo?: number, hi?: number): Float32Array;
}

/** A new stream. Equal seeds (compared as text) give equal streams. */
export function createRng(seed: string | number): Rng {
  const key = String(seed);
  let [a, b, c, d] = hash128(key);
  let spare: number | null = null;

  const uniform = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) uniform(); // lets a poor seed spread through the state

  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform())); // 1 − u avoids log 0
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  return {
    uniform,
    normal,
    int: (n) => Math.floor(uniform() * n),
    fork: (label) => createRng(`${key}/${label}`),
    fillNormal(out) {
      for (let i = 0; i < out.length; i++) out[i] = normal();
      return out;
    },
    fillUniform(out, lo = 0, hi = 1) {
      for (let i = 0; i < out.length; i++) out[i] = lo + (hi - lo) * uniform();
      return out;
    },
  };
}

/** Four 32-bit words from text: four FNV-like lanes that mix into each other. */
function hash128(text: string): [number, number, number, number] {
  let h1 = 1779033703,
    h2 = 3144134277,
    h3 = 1013904242,
    h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  h1 ^= h2 ^ h3 ^ h4;
  return [h1 | 0, (h2 ^ h1) | 0, (h3 ^ h1) | 0, (h4 ^ h1) | 0];
}

/** Another seed, 1 … 999,983, always the same one after the same: "another sample" that an address can bring back. */
export const nextSeed = (seed: number): number => 1 + ((seed * 7919 + 104_729) % 999_983);

/** The same in another order, every order as likely (Fisher–Yates). */
export function shuffled<T>(rng: Rng, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
