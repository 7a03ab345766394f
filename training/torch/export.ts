/**
 * What the PyTorch trainers need and only TypeScript knows, written to a folder: `npx tsx training/torch/export.ts <folder>`.
 *
 * - tables of the parts, from which faces.py composes the very same faces; the training faces' descriptions; hashes to check it by
 * - captions as tokens, with the faces they are of: for GPT (no combination held out), and for CLIP (all)
 * - fresh weights of every model, those that `npm run train` would begin with
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { heldOutIn } from '../../app/data/faces/heldOut';
import {
  allPaints,
  attributesOf,
  BODIES,
  compose,
  FACE_BYTES,
  type Face,
  faceAt,
  GLASSES_KIND,
  HAIR_STYLE,
  MOUTH_MOOD,
  pictureHash,
  SLOTS,
  sampleFace,
  splitOfHash,
  TRAIN_SIZE,
  visible,
} from '../../app/data/faces/index';
import { createRng, type Rng } from '../../app/data/rng';
import * as clip from '../../app/models/dalle/clip';
import * as gpt from '../../app/models/dalle/gpt';
import { faceConfig } from '../../app/models/diffusion/faces';
import * as noisy from '../../app/models/diffusion/noisyClassifier';
import * as unet from '../../app/models/diffusion/unet';
import * as codes from '../../app/models/gan/latentGan';
import * as pixels from '../../app/models/gan/pixelGan';
import * as reader from '../../app/models/metrics/attributeClassifier';
import type { ParamInit } from '../../app/models/nn/params';
import { writeSafetensors } from '../../app/runtime/safetensors';
import { bpeArrays, captionBpe, captionTokens, TOKENS } from '../captions';
import { contextOf } from '../runs';

/** Faces drawn without end, and those of them of which it is written down what shows; captions for GPT and for CLIP. */
const ENDLESS = 2_000_000;
const SHOWN = 300_000;
const ROWS = { gpt: 450_000, clip: 350_000 };
const [folder = 'training/runs/torch', captions = 'captions'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

type Values = Uint8Array | Int8Array | Uint16Array | Float64Array;
const KIND = new Map<unknown, string>([
  [Uint8Array, '|u1'],
  [Int8Array, '|i1'],
  [Uint16Array, '<u2'],
  [Float64Array, '<f8'],
]);

/** NumPy's own file format, version 1. */
function writeNpy(name: string, values: Values, shape: number[]): void {
  const text = `{'descr': '${KIND.get(values.constructor)}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const head = new Uint8Array(10 + header.length);
  head.set([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  head.set(Buffer.from(header), 10);
  writeFileSync(`${folder}/${name}.npy`, Buffer.concat([head, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]));
}

// Faces ---------------------------------------------------------------------------------------------------------------------------------
const FIELDS =
  'skin hair hairColor eyes eyesColor mouth mouthColor glasses glassesColor hat hatColor beard clothing clothingColor accessories accessoriesColor'.split(
    ' ',
  ) as (keyof Face)[];

const fieldsOf = (faces: readonly Face[]): Int8Array => Int8Array.from(faces.flatMap((face) => FIELDS.map((key) => face[key])));

/**
 * Every part in every colour, value by value [768]: where it covers, with what; then up to two tints, v ← tint + (v · keep >> 8); keep = 256
 * leaves a value alone. Rows in the order slot, variant, colour; one more row, the last, is a part that is not there.
 */
function exportParts(): void {
  const bySlot = allPaints();
  const paints = bySlot.flat(2);
  const n = paints.length + 1;
  const rows = () => new Uint8Array(n * FACE_BYTES);
  const [covers, solid, tint1, tint2] = [rows(), rows(), rows(), rows()];
  const [keep1, keep2] = [new Uint16Array(n * FACE_BYTES).fill(256), new Uint16Array(n * FACE_BYTES).fill(256)];
  paints.forEach((paint, row) => {
    paint.solidAt.forEach((at, i) => {
      covers.fill(1, row * FACE_BYTES + at, row * FACE_BYTES + at + 3);
      solid.set(paint.solid.subarray(3 * i, 3 * i + 3), row * FACE_BYTES + at);
    });
    paint.tintAt.forEach((at, i) => {
      const place = row * FACE_BYTES + at;
      const [tint, keep] = keep1[place] === 256 ? [tint1, keep1] : [tint2, keep2];
      tint.set(paint.tint.subarray(3 * i, 3 * i + 3), place);
      keep.fill(paint.keep[i], place, place + 3);
    });
  });
  Object.entries({ covers, solid, keep1, tint1, keep2, tint2 }).forEach(([name, values]) => {
    writeNpy(name, values, [n, FACE_BYTES]);
  });
  writeNpy('bodies', Uint8Array.from(BODIES.flatMap((body) => [...body])), [BODIES.length, FACE_BYTES]);
  const classes = { hairStyle: HAIR_STYLE, mouthMood: MOUTH_MOOD, glassesKind: GLASSES_KIND };
  for (const [name, list] of Object.entries(classes)) writeNpy(name, Uint8Array.from(list), [list.length]);
  const layout = SLOTS.map((slot, s) => ({ slot, variants: bySlot[s].length, colours: bySlot[s][0].length }));
  writeFileSync(`${folder}/parts.json`, JSON.stringify({ fields: FIELDS, layout }));
}

/** Faces by their descriptions, with what the checks want to know: which attributes show, and the first ones' pixels. */
function exportFaces(): void {
  const train = Array.from({ length: TRAIN_SIZE }, (_, i) => faceAt('train', i));
  writeNpy('train', fieldsOf(train), [TRAIN_SIZE, FIELDS.length]);
  const rng = createRng('endless faces');
  const endless = new Int8Array(ENDLESS * FIELDS.length);
  const first: Face[] = [];
  const shows = new Uint8Array(SHOWN * 10);
  for (let i = 0; i < ENDLESS; i++) {
    const face = sampleTraining(rng);
    endless.set(fieldsOf([face]), i * FIELDS.length);
    if (i < SHOWN) shows.set(visible(face).map(Number), i * 10);
    if (i < 1000) first.push(face);
  }
  writeNpy('endless', endless, [ENDLESS, FIELDS.length]);
  writeNpy('shows', shows, [SHOWN, 10]);
  writeNpy('check.pixels', Uint8Array.from(first.flatMap((face) => [...compose(face)])), [1000, FACE_BYTES]);
  writeNpy('check.classes', Uint8Array.from(first.flatMap((face) => [...attributesOf(face)])), [1000, 10]);
}

const scratch = new Uint8Array(FACE_BYTES);

/** A face drawn without end; pictures of the test split are left out, and what does not pass. */
function sampleTraining(rng: Rng, passes: (face: Face) => boolean = () => true): Face {
  for (;;) {
    const face = sampleFace(rng);
    if (passes(face) && splitOfHash(pictureHash(compose(face, scratch))) === 'train') return face;
  }
}

// Captions ------------------------------------------------------------------------------------------------------------------------------
/** Row: number of tokens, then the tokens [23]. */
function exportCaptions(kind: 'gpt' | 'clip', n: number): void {
  const rng = createRng(`${kind} rows/0`);
  const faces = new Int8Array(n * FIELDS.length);
  const text = new Uint16Array(n * 24);
  for (let i = 0; i < n; i++) {
    const face = sampleTraining(rng, kind === 'gpt' ? (one) => heldOutIn(attributesOf(one)).length === 0 : undefined);
    faces.set(fieldsOf([face]), i * FIELDS.length);
    const tokens = captionTokens(face, rng, 23);
    text[i * 24] = tokens.length;
    text.set(tokens, i * 24 + 1);
  }
  writeNpy(`${kind}.faces`, faces, [n, FIELDS.length]);
  writeNpy(`${kind}.text`, text, [n, 24]);
}

// Fresh weights -------------------------------------------------------------------------------------------------------------------------
function exportInit(): void {
  const rng = (model: string, label: string, seed = 1) => contextOf(model, seed).rng(label);
  const wider = (g: number, d: number): codes.Config => ({ ...codes.defaults, hidden: [g, d] });
  const codeGan = (c: codes.Config) => ({ ...codes.initG(rng('gan-latent', 'g'), c), ...codes.initD(rng('gan-latent', 'd'), c) });
  const collapsed: pixels.Config = { ...pixels.defaults, paired: false, gamma: 0 };
  const texts = bpeArrays(captionBpe());
  const nets: Record<string, ParamInit> = {
    oracle: reader.init(rng('oracle', 'init'), reader.attributeClassifierConfig),
    'oracle-2': reader.init(rng('oracle', 'init', 2), reader.attributeClassifierConfig),
    classifier: noisy.init(rng('classifier', 'init'), noisy.defaults),
    clip: { ...clip.init(rng('clip', 'init'), { ...clip.defaults, vocabulary: TOKENS + 1 }), ...texts },
    gpt: { ...gpt.init(rng('gpt', 'init'), { ...gpt.defaults, textVocabulary: TOKENS + 2 }), ...texts },
    ddpm: unet.init(rng('ddpm', 'init'), faceConfig),
    'ddpm-noskip': unet.init(rng('ddpm-noskip', 'init'), { ...faceConfig, skips: false }),
    'ddpm-notime': unet.init(rng('ddpm-notime', 'init'), { ...faceConfig, time: false }),
    gan: { ...pixels.initG(rng('gan', 'g'), pixels.defaults), ...pixels.initD(rng('gan', 'd'), pixels.defaults) },
    'gan-collapsed': { ...pixels.initG(rng('gan-collapsed', 'g'), collapsed), ...pixels.initD(rng('gan-collapsed', 'd'), collapsed) },
    'gan-latent': codeGan(codes.defaults),
    'gan-latent-384': codeGan(wider(384, 384)), // attempts that do not ship
    'gan-latent-narrow': codeGan(wider(256, 384)),
    'gan-latent-wide': codeGan(wider(384, 512)),
  };
  mkdirSync(`${folder}/init`, { recursive: true });
  for (const [name, arrays] of Object.entries(nets)) writeFileSync(`${folder}/init/${name}.safetensors`, writeSafetensors(arrays, 'F16'));
}

exportParts();
exportInit();
exportFaces();
if (captions === 'captions') for (const kind of ['gpt', 'clip'] as const) exportCaptions(kind, ROWS[kind]);
