/**
 * The DDPM's U-Net, a training step of it: TensorFlow.js on WASM with our kernels against PyTorch, both with one thread of the processor
 * and by processor time. PyTorch is no dependency: without it (Debian: python3-torch) there is a sentence and nothing else.
 * Run: node --import ./training/register.mjs tests/bench/torch.bench.ts
 */
import { execFileSync } from 'node:child_process';
import { flatten } from '../../app/models/nn/params';
import { initNode } from '../../app/runtime/kernels/node';
import { modelNamed } from '../../training/models/index';
import { contextOf } from '../../training/runs';
import { rate } from './rate';

const SECONDS = Number(process.env.SECONDS ?? 6);

/** The first Python that has PyTorch. */
function python(): string | null {
  for (const command of [process.env.PYTHON, 'python3', '/usr/bin/python3']) {
    try {
      if (command) execFileSync(command, ['-c', 'import torch'], { stdio: 'ignore' });
      if (command) return command;
    } catch {
      // not this one
    }
  }
  return null;
}

const command = python();
if (!command) console.log('PyTorch: not measured: there is no python3 with torch (Debian: python3-torch)');
else {
  await initNode();
  const model = await modelNamed('ddpm');
  const run = await model.start(contextOf('ddpm', 1));
  let step = 0;
  const train = () => run.step({ step, share: step++ / 1e6, lr: 1e-4 });
  for (let i = 0; i < 4; i++) train();
  const ours = rate(train, SECONDS) * model.batch;
  const parameters = flatten(run.params()).length;
  run.dispose();
  const asked = { config: model.config, batch: model.batch, seconds: SECONDS, clipNorm: 1, ema: 0.995 };
  const said = JSON.parse(execFileSync(command, ['tests/bench/unet.py', JSON.stringify(asked)], { encoding: 'utf8' }));
  if (said.parameters !== parameters)
    throw new Error(`PyTorch's U-Net has ${said.parameters} parameters, ours ${parameters}: not the same.`);
  const theirs = Math.max(said['channels first'], said['channels last']);
  const batches = `images/s in batches of ${model.batch}`;
  console.log(`U-Net, TensorFlow.js and our kernels: ${ours.toFixed(0)} ${batches}`);
  console.log(
    `U-Net, PyTorch ${said.version}: ${theirs.toFixed(0)} ${batches} (channels first ${said['channels first'].toFixed(0)}, last ${said['channels last'].toFixed(0)}; ${said.onednn ? 'with' : 'without'} oneDNN); its matmul peak ${(said.peak / 1e9).toFixed(0)} GFLOP/s`,
  );
  console.log(`U-Net, ours against PyTorch's: ${(ours / theirs).toFixed(2)} times as fast`);
}
