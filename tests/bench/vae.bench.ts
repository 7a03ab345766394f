/**
 * A VAE with a plane as its latent, trained from scratch as the page does (WASM, one core): how long until its map is recognisable.
 * Recognisable: of 512 test faces decoded from μ, the attribute classifier reads the right skin in 60% (guessing: 25%) and the right hair colour in 33%
 * (guessing: 17%). Prints the way there, then what sixty seconds of one core reach.
 * Run: node --import ./training/register.mjs tests/bench/vae.bench.ts
 */
import { readFileSync } from 'node:fs';
import * as attributeClassifier from '../../app/models/metrics/attributeClassifier';
import { initNode } from '../../app/runtime/kernels/node';
import { Coder } from '../../app/runtime/programs/vae/coder';
import { asTensor, inPieces, knownFaces, meanSquare } from '../../app/runtime/programs/vae/faces';
import { loadWeights } from '../../app/runtime/weights';

const FACES = 512;
const CHECK = 50;
const [SKIN, HAIR] = [0, 2];

await initNode();
const { params } = await loadWeights('oracle', undefined, async (path) =>
  readFileSync(`${import.meta.dirname}/../../public/weights/${path}`),
);
const faces = knownFaces('test', FACES);
const coder = new Coder({ kind: 'vae', latent: 2, seed: 1, lr: 2e-3, from: null });
coder.beta = 7;

const cpu = () => process.cpuUsage().user / 1e6;
let [wall, user, reached] = [0, 0, ''];
while (user < 60) {
  const [w, u] = [performance.now(), cpu()];
  for (let i = 0; i < CHECK; i++) coder.step();
  wall += (performance.now() - w) / 1000;
  user += cpu() - u;
  const { mu } = await coder.encode(faces.pictures);
  const back = await coder.decode(mu);
  const read = attributeClassifier.read(await inPieces(back, 768, (part) => attributeClassifier.forward(params, asTensor(part))));
  const right = (k: number) =>
    Array.from({ length: FACES }, (_, i) => read[10 * i + k] === faces.attributes[10 * i + k]).filter(Boolean).length / FACES;
  const line = `${coder.steps} steps, ${user.toFixed(1)} s of one core (${wall.toFixed(1)} s by the clock): error ${meanSquare(faces.pictures, back).toFixed(4)}, skin ${(100 * right(SKIN)).toFixed(0)}%, hair colour ${(100 * right(HAIR)).toFixed(0)}%`;
  if (!reached && right(SKIN) >= 0.6 && right(HAIR) >= 0.33) {
    reached = line;
    console.log(`recognisable: ${line}`);
  } else if (coder.steps % 500 === 0) console.log(line);
}
console.log(`${(coder.steps / user).toFixed(0)} steps a second of one core`);
