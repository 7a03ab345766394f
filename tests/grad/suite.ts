/**
 * What every backend has to get right, as one suite: layers and kernels against plain loops and finite differences, gradients of
 * gradients, the optimizers, and level memory. Node runs it on the CPU and WASM backends, Chromium on WebGL, WebGPU and WASM.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../app/data/rng';
import { Adam, type OptimizerConfig } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { denseInit } from '../../app/models/nn/init';
import { activate, dense, silu } from '../../app/models/nn/layers';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { cases, errorsOf, furthest } from './cases';
import { activation } from './naive';

/** @param looser factor on the tolerances, for processors whose exp, tanh and division are approximate */
export function suite(backend: string, start: () => Promise<void>, looser = 1): void {
  describe(backend, () => {
    beforeAll(start);

    test('is the current backend', () => expect(tf.getBackend()).toBe(backend));

    test.each(cases)('$name', async (c) => {
      const before = tf.memory().numTensors;
      const { value, grads } = await errorsOf(c);
      const tolerance = (c.tolerance ?? 2e-5) * looser;
      expect(value).toBeLessThan(tolerance);
      for (const grad of grads) expect(grad).toBeLessThan(tolerance);
      expect(tf.memory().numTensors).toBe(before);
    });

    secondOrder(looser);
    tape();
    optimizers(looser);
    memory();
  });
}

/** f(x) = Σ s(act(x·w + b)) with the gradient penalty Σ ‖∇ₓf‖², in plain numbers; x [3, 2], w [2, 4], u [4, 1]. */
function penalty(act: string, [x, w, b, u]: Float64Array[]): number {
  const value = activation[act];
  const slope = (z: number) => (value(z + 1e-5) - value(z - 1e-5)) / 2e-5;
  let sum = 0;
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 2; c++) {
      let g = 0;
      for (let j = 0; j < 4; j++) g += u[j] * w[c * 4 + j] * slope(x[r * 2] * w[j] + x[r * 2 + 1] * w[4 + j] + b[j]);
      sum += g * g;
    }
  }
  return sum;
}

function secondOrder(looser: number): void {
  test.each(['tanh', 'sigmoid', 'lrelu', 'relu', 'silu'] as const)('gradient of a gradient penalty through dense and %s', async (act) => {
    const rng = createRng(act);
    const shapes = [[3, 2], [2, 4], [4], [4, 1]];
    const values = shapes.map((shape) => rng.fillNormal(new Float32Array(tf.util.sizeFromShape(shape))));
    const inputs = values.map((v, i) => tf.tensor(v, shapes[i]));
    const loss = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, u: tf.Tensor) => {
      const f = (points: tf.Tensor) => tf.sum(dense(dense(points, w, b, act), u, tf.zeros([1])));
      return tf.sum(tf.square(tf.grad(f)(x))) as tf.Scalar;
    };
    const [, ...grads] = tf.tidy(() => tf.grads(loss as (...args: tf.Tensor[]) => tf.Scalar)(inputs));
    const plain = values.map((v) => Float64Array.from(v));
    for (const [i, grad] of grads.entries()) {
      const p = plain[i + 1];
      const differences = Float64Array.from(p, (centre, at) => {
        const f = (v: number) => {
          p[at] = v;
          return penalty(act, plain);
        };
        const slope = (f(centre + 1e-4) - f(centre - 1e-4)) / 2e-4;
        p[at] = centre;
        return slope;
      });
      expect(furthest(await grad.data(), differences)).toBeLessThan(2e-4 * looser);
    }
  });

  test.each(['tanh', 'sigmoid', 'silu'] as const)('second derivative of %s', async (act) => {
    const f = (x: tf.Tensor) => tf.sum(act === 'silu' ? silu(x) : activate(x, act));
    const slope = (x: tf.Tensor) => tf.sum(tf.grad(f)(x));
    const points = [-2, -0.7, 0.1, 0.9, 2.5];
    const actual = await tf.grad(slope)(tf.tensor1d(points)).data();
    const expected = points.map((x) => (activation[act](x + 1e-3) - 2 * activation[act](x) + activation[act](x - 1e-3)) / 1e-6);
    expect(furthest(actual, expected)).toBeLessThan(1e-4 * looser);
  });
}

/** What `models/tape.ts` does in tfjs's place. */
function tape(): void {
  const near = async (actual: tf.Tensor, expected: number[]) => expect(furthest(await actual.data(), expected)).toBeLessThan(1e-3);

  test('gradients add up over every use, also of what was disposed on the way', async () => {
    const f = (x: tf.Tensor) => {
      const square = tf.mul(x, x);
      const y = tf.sum(tf.add(tf.mul(square, square), tf.sub(square, x))); // Σ x⁴ + x² − x
      square.dispose();
      return y;
    };
    const before = tf.memory().numTensors;
    const x = tf.tensor1d([-1, 0.5, 2]);
    const slope = tf.grad(f)(x);
    const third = tf.grad((a: tf.Tensor) => tf.sum(tf.grad((b: tf.Tensor) => tf.sum(tf.grad(f)(b)))(a)))(x);
    await near(slope, [-7, 0.5, 35]); // 4x³ + 2x − 1
    await near(third, [-24, 12, 48]); // 24x
    tf.dispose([x, slope, third]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('several inputs, one of them in two places; a factor dy', async () => {
    const [a, b] = [tf.tensor1d([2, 3]), tf.tensor1d([5, 7])];
    const { value, grads } = tf.valueAndGrads((x: tf.Tensor, y: tf.Tensor) => tf.mul(tf.mul(x, y), x))([a, b], tf.tensor1d([1, 10]));
    await near(value, [20, 63]);
    await near(grads[0], [20, 420]); // dy · 2xy
    await near(grads[1], [4, 90]); // dy · x²
  });

  test('a y that does not come from x, or through an op without gradient, is refused', () => {
    const x = tf.ones([2]);
    expect(() => tf.grad(() => tf.sum(tf.ones([2])))(x)).toThrow(/Cannot compute gradient/);
    expect(() => tf.grad((v: tf.Tensor) => tf.sum(tf.topk(v, 1).values))(x)).toThrow(/not found for TopK/);
    const w = tf.grad((v: tf.Tensor) => tf.sum(v))(x); // and the next one is unharmed
    expect(w.shape).toEqual([2]);
  });

  test('what is kept for a gradient is shared, not copied', async () => {
    const x = tf.ones([4, 4]);
    const { kernels } = await tf.profile(() => tf.grad((v: tf.Tensor) => tf.sum(tf.tanh(tf.mul(v, v))))(x) as tf.Tensor);
    expect(kernels.length).toBeGreaterThan(4);
    expect(kernels.map((kernel) => kernel.name).filter((name) => name === 'Identity')).toEqual([]);
    x.dispose();
  });
}

/** The same steps in plain numbers. */
function plainSteps(theta: Float32Array, grads: Float32Array[], cfg: OptimizerConfig): Float64Array[] {
  const { kind = 'adam', lr, clipNorm = 0, ema = 0, eps = 1e-8 } = cfg;
  const { beta1 = kind === 'adam' ? 0.9 : 0, beta2 = kind === 'rmsprop' ? 0.9 : 0.999 } = cfg;
  const x = Float64Array.from(theta);
  const [m, v, e] = [new Float64Array(x.length), new Float64Array(x.length), Float64Array.from(x)];
  grads.forEach((grad, t) => {
    const norm = Math.hypot(...grad);
    const clip = clipNorm > 0 ? Math.min(1, clipNorm / norm) : 1;
    for (let i = 0; i < x.length; i++) {
      const g = grad[i] * clip;
      if (kind === 'sgd') {
        m[i] = beta1 * m[i] + g;
        x[i] -= lr * m[i];
      } else {
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        if (kind === 'adam') m[i] = beta1 * m[i] + (1 - beta1) * g;
        const up = kind === 'adam' ? m[i] / (1 - beta1 ** (t + 1)) : g;
        const down = kind === 'adam' ? v[i] / (1 - beta2 ** (t + 1)) : v[i];
        x[i] -= (lr * up) / (Math.sqrt(down) + eps);
      }
      e[i] = ema * e[i] + (1 - ema) * x[i];
    }
  });
  return [x, m, v, e];
}

function optimizers(looser: number): void {
  const configs: OptimizerConfig[] = [
    { lr: 0.01 },
    { lr: 0.01, beta1: 0.5, beta2: 0.9, ema: 0.9, clipNorm: 1 },
    { kind: 'sgd', lr: 0.1 },
    { kind: 'sgd', lr: 0.1, beta1: 0.9, clipNorm: 100, ema: 0.5 },
    { kind: 'rmsprop', lr: 0.01, ema: 0.99 },
  ];
  test.each(configs)('optimizer %o', async (cfg) => {
    for (const n of [1, 7, 68]) {
      const rng = createRng(`optimizer ${n}`);
      const theta = rng.fillNormal(new Float32Array(n));
      const grads = Array.from({ length: 5 }, () => rng.fillNormal(new Float32Array(n)));
      let adam = new Adam(theta, cfg);
      for (const [i, grad] of grads.entries()) {
        const g = tf.tensor1d(grad);
        adam.step(g);
        g.dispose();
        if (i === 2) {
          const saved = { state: (await adam.state.data()) as Float32Array, steps: adam.steps };
          adam.dispose();
          adam = new Adam(theta, cfg, saved); // brought back halfway, it goes on as if nothing had been
        }
      }
      const [x, m, v, e] = plainSteps(theta, grads, cfg);
      const state = await adam.state.data();
      [x, m, v, e].forEach((row, i) => {
        expect(furthest(state.slice(i * n, (i + 1) * n), row)).toBeLessThan(1e-5 * looser);
      });
      expect(furthest(await adam.theta().data(), x)).toBeLessThan(1e-5 * looser);
      expect(furthest(await adam.ema().data(), e)).toBeLessThan(1e-5 * looser);
      adam.dispose();
    }
  });

  test('a learning rate given to one step counts for that step', async () => {
    const adam = new Adam(new Float32Array([1]), { kind: 'sgd', lr: 1 });
    const g = tf.tensor1d([1]);
    adam.step(g, 0.25);
    adam.step(g);
    expect(Array.from(await adam.theta().data())).toEqual([-0.25]);
    tf.dispose(g);
    adam.dispose();
  });
}

function memory(): void {
  test('training steps leave no tensor behind', () => {
    const init = { ...denseInit(createRng(1), 'a', 2, 8), ...denseInit(createRng(2), 'b', 8, 1) };
    const layout = layoutOf(init);
    const before = tf.memory();
    const adam = new Adam(flatten(init), { lr: 1e-3, clipNorm: 1, ema: 0.99 });
    const x = tf.tensor2d(createRng(3).fillNormal(new Float32Array(30)), [15, 2]);
    const step = () =>
      tf.tidy(() => {
        const loss = (p: Record<string, tf.Tensor>) => tf.mean(tf.square(dense(dense(x, p['a.w'], p['a.b'], 'tanh'), p['b.w'], p['b.b'])));
        const { grad } = valueAndGrad((p) => loss(p) as tf.Scalar, adam.theta(), layout);
        adam.step(grad);
        adam.ema();
      });
    step();
    const level = tf.memory();
    const steps = tf.getBackend() === 'wasm' ? 2000 : 20;
    for (let i = 0; i < steps; i++) step();
    expect(tf.memory().numTensors).toBe(level.numTensors);
    expect(tf.memory().numBytes).toBe(level.numBytes);
    expect(tf.memory().numDataBuffers).toBe(level.numDataBuffers);
    x.dispose();
    adam.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });
}
