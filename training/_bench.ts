import { createRng } from '../app/data/rng';
import * as tf from '../app/models/tf';
import { initNode } from '../app/runtime/kernels/node';
import { defaults, forward, init } from '../app/models/diffusion/unet';
import { Adam } from '../app/models/nn/adam';
import { valueAndGrad } from '../app/models/nn/grad';
import { flatten, layoutOf } from '../app/models/nn/params';
await initNode();
const config = { ...defaults, conditionDim: 70 };
const pi = init(createRng(1), config);
const layout = layoutOf(pi);
console.log('params', layout.size);
const adam = new Adam(flatten(pi), { lr: 1e-3, clipNorm: 1, ema: 0.999 });
const B = 32;
const rng = createRng(2);
const x = tf.tensor4d(rng.fillNormal(new Float32Array(B * 768)), [B, 16, 16, 3]);
const y = tf.zeros([B, 70]) as tf.Tensor2D;
const t = new Float32Array(B).fill(500);
const eps = tf.tensor4d(rng.fillNormal(new Float32Array(B * 768)), [B, 16, 16, 3]);
const step = () => {
  const { value, grad } = valueAndGrad((p) => tf.mean(tf.square(tf.sub(eps, forward(p, x, t, y, config)))), adam.theta(), layout);
  const l = value.dataSync()[0];
  adam.step(grad); tf.dispose([value, grad]);
  return l;
};
console.log(step(), step());
const before = tf.memory().numTensors;
const t0 = performance.now();
const n = 10;
for (let i = 0; i < n; i++) step();
const s = (performance.now() - t0) / 1000;
console.log('leak', tf.memory().numTensors - before, 'img/s', (n * B) / s, 'loss', step());
if (process.argv[2]) {
const prof = await tf.profile(() => { step(); return tf.scalar(0); });
const by: Record<string, number[]> = {};
for (const k of prof.kernels) { const ms = (k.kernelTimeMs as any); const v = typeof ms === 'number' ? ms : 0; (by[k.name] ??= [0, 0])[0]++; by[k.name][1] += v; }
console.log(prof.kernels.length, Object.entries(by).sort((a, b) => b[1][1] - a[1][1]).map(([k, v]) => `${k} ${v[0]} ${v[1].toFixed(1)}`).join('\n'));
}
