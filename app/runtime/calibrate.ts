/** Times a real training step of two small models on the current backend: a fraction of a second, once per adapter and version. */
import { createRng } from '../data/rng';
import { Adam } from '../models/nn/adam';
import { valueAndGrad } from '../models/nn/grad';
import { convInit, denseInit } from '../models/nn/init';
import { conv2d, dense } from '../models/nn/layers';
import { flatten, layoutOf, type ParamInit, type Params } from '../models/nn/params';
import * as tf from '../models/tf';
import type { BackendName, Timing } from './protocol';

const BUDGET_MS = 120;
const BURST = 4;

/** Both timings of the current backend. */
export async function measure(backend: BackendName): Promise<Timing> {
  const rng = createRng('calibration');
  const noise = (shape: number[]) => tf.tensor(rng.fillNormal(new Float32Array(tf.util.sizeFromShape(shape))), shape);

  const points = noise([150, 2]);
  const mlp = { ...denseInit(rng, 'a', 2, 8), ...denseInit(rng, 'b', 8, 8), ...denseInit(rng, 'c', 8, 1) };
  const denseMs = await timeStep(mlp, (p) => {
    const h = dense(dense(points, p['a.w'], p['a.b'], 'relu'), p['b.w'], p['b.b'], 'relu'); // [150, 8]
    return tf.mean(tf.square(dense(h, p['c.w'], p['c.b']))) as tf.Scalar;
  });

  const images = noise([8, 16, 16, 32]);
  const cnn = { ...convInit(rng, 'a', 3, 32, 32), ...convInit(rng, 'b', 3, 32, 32) };
  const convMs = await timeStep(cnn, (p) => {
    const h = tf.relu(conv2d(images, p['a.w'], p['a.b'])); // [8, 16, 16, 32]
    return tf.mean(tf.square(conv2d(h, p['b.w'], p['b.b']))) as tf.Scalar;
  });

  tf.dispose([points, images]);
  return { backend, dense: denseMs, conv: convMs };
}

/** Milliseconds of one step, the device's own work included: bursts of steps, each burst ended by a small read. */
async function timeStep(init: ParamInit, loss: (p: Params) => tf.Scalar): Promise<number> {
  const layout = layoutOf(init);
  const optimizer = new Adam(flatten(init), { lr: 1e-3 });
  const burst = async (steps: number): Promise<number> => {
    const from = performance.now();
    for (let i = 0; i < steps; i++) tf.tidy(() => optimizer.step(valueAndGrad(loss, optimizer.theta(), layout).grad));
    const probe = tf.tidy(() => tf.slice(optimizer.theta(), 0, 1));
    await probe.data();
    probe.dispose();
    return (performance.now() - from) / steps;
  };
  await burst(1); // compiles
  const first = await burst(1);
  // Bursts let a device work ahead, as training does; the best of them is the least disturbed.
  const bursts = Math.floor(BUDGET_MS / (first * BURST));
  let best = first;
  for (let i = 0; i < bursts; i++) best = Math.min(best, await burst(BURST));
  optimizer.dispose();
  return best;
}
