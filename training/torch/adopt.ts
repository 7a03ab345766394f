/**
 * Puts weights that train.py made into a run folder, so that `npm run evaluate` and `npm run weights` go on from them:
 * `npx tsx training/torch/adopt.ts <model> <file> "<command>" [<snapshot> …]`. Snapshots are files called …at-<percent>.safetensors.
 */
import { readFileSync } from 'node:fs';
import { snapArrays } from '../../app/models/gan/snap';
import { readSafetensors } from '../../app/runtime/safetensors';
import { trainingPixels } from '../faces';
import type { Arrays } from '../model';
import { runFolder, saveArrays } from '../runs';

const [model, file, command, ...snapshots] = process.argv.slice(2);

/** A generator ships without its discriminator; the one in codes with the colours that its faces are snapped to. */
function shipped(arrays: Arrays, name: string): Arrays {
  const kept = Object.fromEntries(Object.entries(arrays).filter(([tensor]) => !tensor.startsWith('d.') || !('g.in.w' in arrays)));
  return model === 'gan-latent' && name === 'weights' ? { ...kept, ...snapArrays(trainingPixels()) } : kept;
}

for (const from of [file, ...snapshots]) {
  const { arrays, metadata } = readSafetensors(readFileSync(from));
  const name = /at-\d+/.exec(from)?.[0] ?? 'weights';
  saveArrays(`${runFolder(model)}/${name}.safetensors`, shipped(arrays, name), { ...JSON.parse(metadata.run), model, command });
}
