/** Times a real training step of two small models on the current backend: a fraction of a second, once per adapter and version. */
import { createRng } from '../data/rng';
import { Adam } from '../models/nn/adam';
import { valueAndGrad } from '../models/nn/grad';
import { convInit, denseInit } from '../models/nn/init';
import { conv2d, dense } from '../models/nn/layers';
import { flatten, layoutOf, type ParamInit, type Params } from '../models/nn/params';
import * as tf from '../models/tf';
import type { BackendName, Timing } from './protocol';
import type { Clock } from './scheduler';

/** A total that any clock can resolve: the coarsest that browsers give a page moves every 100 ms. */
const TOTAL_MS = 100;
/** The last burst is at most this part of a total: the clock is read between bursts, so one burst more or less is its error. */
const BURSTS = 6;
/** Steps behind one wait at most: a wait costs its own time, and a device works ahead in training too. */
const LONGEST_BURST = 32;
/**
 * Where a wait itself takes the time (Firefox may look every 100 ms only whether a device has finished), a burst of several times the steps takes
 * hardly longer; so many steps then go behind one wait, at most.
 */
const LONGEST_BEHIND_A_WAIT = 2_048;
const TIMES = 4;
const HARDLY = 1.5;
/** A measurement ends after this time, or after so many steps where even timers fail. */
const PATIENCE_MS = 1_000;
const MOST_STEPS = 4_000;

/** Both timings of the current backend; null where the clock cannot tell. */
export async function measure(backend: BackendName, clock: Clock): Promise<Timing | null> {
  const rng = createRng('calibration');
  const noise = (shape: number[]) => tf.tensor(rng.fillNormal(new Float32Array(tf.util.sizeFromShape(shape))), shape);

  const points = noise([150, 2]);
  const mlp = { ...denseInit(rng, 'a', 2, 8), ...denseInit(rng, 'b', 8, 8), ...denseInit(rng, 'c', 8, 1) };
  const denseMs = await timeStep(clock, mlp, (p) => {
    const h = dense(dense(points, p['a.w'], p['a.b'], 'relu'), p['b.w'], p['b.b'], 'relu'); // [150, 8]
    return tf.mean(tf.square(dense(h, p['c.w'], p['c.b']))) as tf.Scalar;
  });
  points.dispose();
  if (denseMs === null) return null;

  const images = noise([8, 16, 16, 32]);
  const cnn = { ...convInit(rng, 'a', 3, 32, 32), ...convInit(rng, 'b', 3, 32, 32) };
  const convMs = await timeStep(clock, cnn, (p) => {
    const h = tf.relu(conv2d(images, p['a.w'], p['a.b'])); // [8, 16, 16, 32]
    return tf.mean(tf.square(conv2d(h, p['b.w'], p['b.b']))) as tf.Scalar;
  });
  images.dispose();
  return convMs === null ? null : { backend, dense: denseMs, conv: convMs };
}

/** Milliseconds of one training step, the device's own work included: each burst of steps is ended by a small read. */
async function timeStep(clock: Clock, init: ParamInit, loss: (p: Params) => tf.Scalar): Promise<number | null> {
  const layout = layoutOf(init);
  const optimizer = new Adam(flatten(init), { lr: 1e-3 });
  const burst = async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) tf.tidy(() => optimizer.step(valueAndGrad(loss, optimizer.theta(), layout).grad));
    const probe = tf.tidy(() => tf.slice(optimizer.theta(), 0, 1));
    await probe.data();
    probe.dispose();
  };
  try {
    await burst(1); // compiles
    return await msPerStep(burst, clock);
  } finally {
    optimizer.dispose();
  }
}

/**
 * Milliseconds of one step by a clock of any resolution, or null where it does not move at all.
 *
 * A clock that moves in jumps is right at the moment of a jump, so time is counted from one jump seen to a later one, over as many
 * bursts as it takes. A burst that no jump followed was too short to be seen and doubles.
 */
export async function msPerStep(burst: (steps: number) => Promise<void>, clock: Pick<Clock, 'now' | 'breathe'>): Promise<number | null> {
  const behindWaits = await msBehindWaits(burst, clock);
  if (behindWaits !== null) return behindWaits;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
  }, PATIENCE_MS);
  const begin = clock.now();
  let seen = begin;
  let made = 0;
  let size = 1;
  /** The jump that time is counted from, and what was done since. */
  let from: { readonly at: number; steps: number } | null = null;
  while (!late && made < MOST_STEPS) {
    await burst(size);
    await clock.breathe();
    made += size;
    if (from) from.steps += size;
    const now = clock.now();
    const ms = now - seen;
    seen = now;
    if (ms > 0 && from && now - from.at >= TOTAL_MS && from.steps >= BURSTS * size) {
      clearTimeout(timer);
      return (now - from.at) / from.steps;
    }
    // While the clock follows every burst, bursts grow until a total holds just enough of them.
    const longer = size < LONGEST_BURST && (ms === 0 || ms < TOTAL_MS / BURSTS / 2);
    if (longer) size *= 2;
    if (ms > 0 && (longer || !from)) from = { at: now, steps: 0 };
  }
  clearTimeout(timer);
  // Out of patience: a total with its rough edges, where there is one.
  return seen > begin ? (seen - begin) / made : null;
}

/** Milliseconds of one step where every wait takes long, whatever it waits for; null where that is not so. */
async function msBehindWaits(burst: (steps: number) => Promise<void>, clock: Pick<Clock, 'now' | 'breathe'>): Promise<number | null> {
  const timed = async (steps: number) => {
    const from = clock.now();
    await burst(steps);
    await clock.breathe();
    return clock.now() - from;
  };
  const long = TOTAL_MS / 2;
  await timed(1); // may have begun in the middle of a wait
  const wait = await timed(1);
  if (wait < long || wait > PATIENCE_MS / 4) return null;
  let size = 2;
  let ms = await timed(size);
  if (ms >= HARDLY * wait) return null; // it is the steps that take so long
  while (ms < HARDLY * wait && size < LONGEST_BEHIND_A_WAIT) {
    size *= TIMES;
    ms = await timed(size);
  }
  return (ms - wait / 2) / size; // what was counted is up to one wait too long, half of one on the average
}
