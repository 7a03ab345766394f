/**
 * Diffusion on WASM in Node, one core. Prints
 * - the plane network in training as on the page (the score figure at its defaults): seconds and steps until samples are as close to the data as 1.5 × two fresh samples of the data
 *   (sliced Wasserstein, 2,000 points, 50 steps of the sampler), on eight Gaussians and on a drawn heart;
 * - sixteen faces by 25 DDIM steps of the shipped network.
 * Run: node --import ./training/register.mjs tests/bench/diffusion.bench.ts
 */
import { existsSync, readFileSync } from 'node:fs';
import { decodeDrawing, HEART } from '../../app/data/points/drawnText';
import { createRng } from '../../app/data/rng';
import { nullCondition } from '../../app/models/diffusion/condition';
import { sampleFaces } from '../../app/models/diffusion/faces';
import { sampled } from '../../app/models/diffusion/sampler';
import { scheduleOf, subsequence } from '../../app/models/diffusion/schedule';
import * as tf from '../../app/models/tf';
import { scoreState } from '../../app/pages/diffusion/state';
import { initNode } from '../../app/runtime/kernels/node';
import { floorOf, PlaneNets, ratioOf } from '../../app/runtime/programs/diffusion/plane';
import { scoreNet } from '../../app/runtime/programs/diffusion/score';
import { type DataChoice, dataOf } from '../../app/runtime/programs/planeData';
import { loadWeights } from '../../app/runtime/weights';

const POINTS = 2_000;
const VISITS = 50;
const GOAL = 1.5;
const CHECK = 100;
const MOST = 6_000;

async function train(name: string, choice: DataChoice, seed: string): Promise<void> {
  const data = dataOf(choice);
  const schedule = scheduleOf(scoreState.defaults.schedule, 1_000);
  const nets = new PlaneNets({ net: scoreNet(schedule) }, schedule, data, seed);
  const rng = createRng(`bench ${seed}`);
  const floor = floorOf(data, POINTS, rng, 10);
  const start = rng.fillNormal(new Float32Array(2 * POINTS));
  const cpu = () => process.cpuUsage().user / 1e6;
  let [wall, user] = [0, 0];
  let ratio = Number.POSITIVE_INFINITY;
  while (nets.steps < MOST) {
    const [w, u] = [performance.now(), cpu()];
    for (let i = 0; i < CHECK; i++) nets.step();
    wall += (performance.now() - w) / 1000;
    user += cpu() - u;
    ratio = ratioOf(await nets.samples('net', start, subsequence(1_000, VISITS), rng, { eta: 0 }), data, rng, floor);
    if (process.env.VERBOSE) console.log(nets.steps, ratio.toFixed(2));
    if (ratio <= GOAL) break;
  }
  const rate = nets.steps / user;
  console.log(
    `${name.padEnd(16)} seed ${seed}: ${ratio <= GOAL ? '' : 'not '}within ${GOAL}× after ${nets.steps} steps, ${user.toFixed(1)} s of one core (${wall.toFixed(1)} s by the clock), ${rate.toFixed(0)} steps/s, ratio ${ratio.toFixed(2)}, floor ${floor.toFixed(4)}`,
  );
  nets.dispose();
}

async function faces(): Promise<void> {
  if (!existsSync('public/weights/ddpm/card.json')) return console.log('no weights of the faces here');
  const { params } = await loadWeights('ddpm', undefined, async (path) => new Uint8Array(readFileSync(`public/weights/${path}`)));
  const conditions = new Array(16).fill(nullCondition);
  const timesteps = subsequence(1_000, 25);
  const run = async () => {
    const xT = tf.tensor4d(createRng('faces').fillNormal(new Float32Array(16 * 768)), [16, 16, 16, 3]);
    const x = sampled(sampleFaces(params, xT, timesteps, () => null, { conditions, w: -1, eta: 0 }));
    xT.dispose();
    const values = await x.data();
    x.dispose();
    return values;
  };
  await run(); // warm-up
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const from = process.cpuUsage().user;
    await run();
    times.push((process.cpuUsage().user - from) / 1e6);
  }
  console.log(`16 faces, 25 DDIM steps: ${times.sort((a, b) => a - b)[2].toFixed(2)} s of one core (median of 5)`);
}

await initNode();
for (const seed of ['1', '2', '3']) {
  await train('eight Gaussians', { data: 'gaussians8', strokes: [] }, seed);
  await train('drawn heart', { data: 'drawn', strokes: decodeDrawing(HEART) }, seed);
}
await faces();
