/**
 * Every view of app/viz with fixed data, light and dark, against a committed picture (tests/browser/pictures).
 *
 * Letters are blocks (block.woff: every letter the same rectangle), so that no machine's fonts are in the pictures. Tolerance: a pixel
 * differs when its colour is off by more than 0.1 (pixelmatch, where black and white are 1 apart; smoothed edges are not counted), and
 * 0.3% of the pixels of a picture may differ. Pictures are 14 kB at most, 4 kB on average.
 * After an intended change: `npx vitest run --project browser tests/browser/views.test.tsx --update`, and look at what changed.
 */
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createRng } from '../../app/data/rng';
import { ClassKey } from '../../app/viz/ClassKey';
import { CodeBars } from '../../app/viz/CodeBars';
import { Curves } from '../../app/viz/Curves';
import { DotCloud } from '../../app/viz/DotCloud';
import { FaceCanvas } from '../../app/viz/FaceCanvas';
import { FaceGrid } from '../../app/viz/FaceGrid';
import { FaceTable } from '../../app/viz/FaceTable';
import { FeatureMaps } from '../../app/viz/FeatureMaps';
import { FilmStrip } from '../../app/viz/FilmStrip';
import { Graph } from '../../app/viz/Graph';
import { HeatMap } from '../../app/viz/HeatMap';
import { Histogram } from '../../app/viz/Histogram';
import { Hourglass } from '../../app/viz/Hourglass';
import { LatentMap } from '../../app/viz/LatentMap';
import { MergeTree } from '../../app/viz/MergeTree';
import { NumberGrid } from '../../app/viz/NumberGrid';
import { PartMap } from '../../app/viz/PartMap';
import { PatchCanvas } from '../../app/viz/PatchCanvas';
import { PixelEditor } from '../../app/viz/PixelEditor';
import { Plane } from '../../app/viz/Plane';
import { ScheduleChart } from '../../app/viz/ScheduleChart';
import { ShareRows } from '../../app/viz/ShareRows';
import { SortedBars } from '../../app/viz/SortedBars';
import { Timeline } from '../../app/viz/Timeline';
import { TokenGrid } from '../../app/viz/TokenGrid';
import { TokenStrip } from '../../app/viz/TokenStrip';
import { Tradeoff } from '../../app/viz/Tradeoff';
import { TwoHistograms } from '../../app/viz/TwoHistograms';
import { VectorField } from '../../app/viz/VectorField';
import { VoronoiPlane } from '../../app/viz/VoronoiPlane';
import '../../app/shell/theme.css';
import block from './block.woff?url';

const W = 180;
const H = 110;
const size = { width: W, height: H, label: 'view' };
const none = () => {};

/** Values of a function at whole numbers. */
const list = (n: number, f: (i: number) => number) => Float32Array.from({ length: n }, (_, i) => f(i));
/** A Gaussian cloud [n, 2]. */
const cloud = (n: number, x: number, y: number, s: number, seed: number) => {
  const rng = createRng(seed);
  return list(2 * n, (i) => s * rng.normal() + (i % 2 ? y : x));
};
/** `n` pictures of 16 × 16: a disc on a ground, of colours that differ from one to the next. */
const discs = (n: number) =>
  list(n * 768, (k) => {
    const [picture, at, c] = [Math.floor(k / 768), Math.floor((k % 768) / 3), k % 3];
    const inside = Math.hypot((at % 16) - 7.5, Math.floor(at / 16) - 7.5) < 4 + (picture % 3);
    return inside ? Math.cos(picture + 2 * c) : -Math.cos(picture + 2 * c) / 2;
  });
const square = { x: [-3, 3], y: [-2, 2] } as const;
const steps = list(60, (i) => i);

const views: Readonly<Record<string, ReactNode>> = {
  ClassKey: (
    <ClassKey
      label="key"
      only={1}
      onOnly={none}
      classes={['a', 'b', 'c'].map((name, i) => ({ name, colour: `var(--role-${['data', 'latent', 'condition'][i]})` }))}
    />
  ),
  CodeBars: (
    <CodeBars
      label="codes"
      codes={[7, 3, 12]}
      plain={[0.5, 0.3, 0.2]}
      drawn={[0.6, 0.4, 0]}
      pictures={discs(3)}
      cell={5}
      taken={7}
      name={(code) => String(code)}
    />
  ),
  Curves: (
    <Curves
      {...size}
      title="title"
      x={steps}
      series={[
        { key: 'a', name: 'a', colour: 'generated', y: list(60, (i) => Math.sin(i / 8)), fill: true },
        { key: 'b', name: 'b', colour: 'network', y: list(60, (i) => i / 60), dashed: true },
      ]}
      marks={[{ y: 0.5, name: 'mark' }]}
      cursor={30}
    />
  ),
  DotCloud: (
    <DotCloud
      {...size}
      x={list(20, (i) => i)}
      y={list(20, (i) => ((i * 7) % 20) / 20)}
      xName="x"
      yName="y"
      selected={4}
      onSelect={none}
      counted={(i) => i % 3 > 0}
    />
  ),
  FaceCanvas: <FaceCanvas data={discs(1)} width={96} label="face" />,
  FaceGrid: <FaceGrid data={discs(6)} count={6} columns={3} width={180} label="faces" selected={4} onSelect={none} />,
  FaceTable: (
    <FaceTable
      data={discs(4)}
      rows={['a', 'b']}
      columns={['c', 'd']}
      size={32}
      label="pairs"
      share={(k) => k / 4}
      name={(k) => `pair ${k}`}
      framed={(k) => k === 2}
      selected={1}
      onSelect={none}
    />
  ),
  FeatureMaps: (
    <FeatureMaps label="maps" values={list(16 * 12, (i) => Math.sin(i))} side={4} channels={12} width={180} selected={3} onSelect={none} />
  ),
  FilmStrip: (
    <FilmStrip
      rows={(['data', 'generated'] as const).map((colour, i) => ({
        key: colour,
        name: `r${i}`,
        label: 'row',
        colour,
        data: discs(4).map((v) => (i ? -v : v)),
      }))}
      ticks={['0', '1', '2', '3']}
      scale={2}
      selected={2}
      onSelect={none}
    />
  ),
  Graph: (
    <Graph
      {...size}
      viewBox={[W, H]}
      nodes={[
        {
          id: 'z',
          x: 40,
          y: 80,
          w: 50,
          h: 50,
          lines: ['z'],
          colour: 'noise',
          shape: 'value',
          cloud: { points: cloud(30, 0, 0, 0.5, 1), r: 2 },
        },
        { id: 'g', x: 95, y: 50, w: 40, h: 40, lines: ['G'], colour: 'network', shape: 'net' },
        { id: 'l', x: 155, y: 50, w: 36, h: 28, lines: ['L'], colour: 'generated', shape: 'loss' },
      ]}
      edges={[
        {
          id: 'zg',
          via: [
            [50, 50],
            [75, 50],
          ],
          colour: 'noise',
          kind: 'data',
        },
        {
          id: 'gl',
          via: [
            [115, 50],
            [137, 50],
          ],
          colour: 'generated',
          kind: 'data',
        },
        {
          id: 'lg',
          via: [
            [155, 64],
            [155, 95],
            [95, 95],
            [95, 70],
          ],
          colour: 'gradient',
          kind: 'gradient',
        },
      ]}
      active={new Set(['zg', 'g'])}
    />
  ),
  HeatMap: (
    <HeatMap
      {...size}
      data={list(48, (i) => Math.sin(i / 3))}
      rows={6}
      columns={8}
      domain={[-1, 1]}
      low="data"
      high="generated"
      row={2}
      column={5}
    />
  ),
  Histogram: (
    <Histogram
      {...size}
      data={cloud(400, 0, 0, 1, 2)}
      domain={[-4, 4]}
      bins={20}
      colour="latent"
      curve={(x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)}
      curveName="p"
      curveColour="ink"
    />
  ),
  Hourglass: (
    <Hourglass
      {...size}
      layers={[64, 16, 2, 16, 64].map((n, k) => ({ values: list(n, (i) => Math.sin(i + k)), name: String(n), bottleneck: n === 2 }))}
    />
  ),
  LatentMap: (
    <LatentMap
      square={{ x: 0, y: 0, r: 3 }}
      mosaic={discs(4)}
      tiles={2}
      size={H}
      label="map"
      mosaicOpacity={0.5}
      points={cloud(16, 0, 0, 1, 3)}
      classes={list(16, (i) => i % 2)}
      colours={['#1169c8', '#c02290']}
      radius={3}
      prior
      at={[1, 1]}
    />
  ),
  MergeTree: (
    <MergeTree
      width={W}
      label="tree"
      root={{
        name: 'abc',
        number: '257',
        children: [
          {
            name: 'ab',
            number: '256',
            children: [
              { name: 'a', number: '97' },
              { name: 'b', number: '98' },
            ],
          },
          { name: 'c', number: '99' },
        ],
      }}
    />
  ),
  NumberGrid: (
    <NumberGrid
      label="kernel"
      values={[-1, 0, 1, -2, 0.5, 2, -1, 0, 1]}
      rows={3}
      columns={3}
      cell={28}
      selected={[1, 1]}
      lit={(r) => r === 0}
      onSelect={none}
    />
  ),
  PartMap: (
    <PartMap
      map={Uint8Array.from({ length: 256 }, (_, i) => (i >> 5) % 3)}
      colours={['#1169c8', null, '#c02290']}
      width={96}
      label="parts"
    />
  ),
  PatchCanvas: <PatchCanvas picture={discs(1)} cell={5} grid={4} size={64} label="patch" />,
  PixelEditor: (
    <PixelEditor
      data={discs(1)}
      scale={8}
      label="editor"
      mask={Uint8Array.from({ length: 256 }, (_, i) => Number(i < 64))}
      onStroke={none}
      restore={none}
    />
  ),
  Plane: (
    <Plane
      {...size}
      domain={square}
      gridLines
      layers={[
        {
          kind: 'heat',
          grid: { values: list(24 * 16, (i) => Number(i % 24 > 11)), nx: 24, ny: 16 },
          scale: { type: 'diverging', low: 'generated', high: 'data', mid: 0.5, span: 0.5 },
        },
        { kind: 'points', points: cloud(40, -1, 0, 0.5, 4), colour: 'data', radius: 4 },
        { kind: 'points', points: cloud(40, 1, 0, 0.5, 5), colour: 'generated', radius: 4, halo: true },
        { kind: 'paths', paths: [[-2, -1, 0, 1, 2, -1]], colour: 'network', lineWidth: 3 },
        { kind: 'arrows', at: [0, -1], vectors: [1, 0.5], colour: 'gradient', lineWidth: 3, maxLength: 60 },
      ]}
      handles={[{ id: 'h', x: 0, y: 1.5, label: 'handle', colour: 'network' }]}
    />
  ),
  ScheduleChart: (
    <ScheduleChart
      {...size}
      t={400}
      curves={[
        { key: 'linear', name: 'linear', alphaBar: list(1001, (i) => Math.exp(-((i / 320) ** 2))), chosen: true },
        { key: 'cosine', name: 'cosine', alphaBar: list(1001, (i) => Math.cos((Math.PI * i) / 2000) ** 2), chosen: false },
      ]}
      knots={[0.8, 0.5, 0.2]}
      knotLabel={String}
      onKnot={none}
    />
  ),
  ShareRows: (
    <ShareRows
      label="shares"
      selected="b"
      onSelect={none}
      kinds={['k', 'l', 'm'].map((name) => ({ key: name, name }))}
      rows={['a', 'b', 'c'].map((name, i) => ({ key: name, name, says: '', shares: [0.2 + 0.2 * i, 0.3, 0.5 - 0.2 * i] }))}
    />
  ),
  SortedBars: <SortedBars {...size} values={list(40, (i) => 1 + (i / 10) ** 2)} marked={12} />,
  Timeline: (
    <Timeline
      value={300}
      min={0}
      max={1000}
      onChange={none}
      label="t"
      name="t"
      width={W}
      marks={[0, 250, 500, 750, 1000]}
      reached={[200, 800]}
      colour="noise"
      ticks={4}
    />
  ),
  TokenGrid: (
    <TokenGrid
      tokens={list(16, (i) => (i * 37) % 256)}
      grid={4}
      size={H}
      label="tokens"
      selected={6}
      marked={(cell) => cell === 9}
      onSelect={none}
    />
  ),
  TokenStrip: (
    <TokenStrip
      label="tokens"
      selected={1}
      tokens={['a', 'b', 'c', 'd'].map((word, i) => ({
        key: word,
        kind: i < 3 ? 'text' : 'special',
        place: String(i),
        content: word,
        name: word,
        weight: i / 3,
      }))}
      grid={0}
    />
  ),
  Tradeoff: (
    <Tradeoff
      width={220}
      height={160}
      label="trade"
      xName="x"
      yName="y"
      ways={(['circle', 'square', 'triangle'] as const).map((shape, i) => ({
        key: shape,
        name: shape,
        shape,
        colour: (['condition', 'gradient', 'latent'] as const)[i],
        // The last bar is longer than the plot: it ends at its edge.
        dots: [0, 1, 2].map((k) => ({ x: 0.2 + 0.3 * k, y: 0.9 - 0.2 * k - 0.1 * i, dx: k === 2 ? 0.5 : 0.05, name: String(k) })),
      }))}
    />
  ),
  TwoHistograms: (
    <TwoHistograms
      {...size}
      one={{ data: cloud(300, 0, 0, 1, 2), name: 'real', colour: 'data' }}
      two={{ data: cloud(300, -2, 0, 0.8, 2), name: 'painted', colour: 'generated' }}
    />
  ),
  VectorField: (
    <VectorField
      {...size}
      field={(x, y) => [-y, x]}
      domain={square}
      spacing={36}
      paths={[{ points: [2, 0, 1.5, 1, 0, 1.5], colour: 'generated', head: true }]}
    />
  ),
  VoronoiPlane: (
    <VoronoiPlane {...size} codes={cloud(8, 0, 0, 1.5, 6)} encodings={cloud(60, 0, 0, 1.5, 7)} counts={list(8, (i) => i)} selected={2} />
  ),
};

/** On the theme's paper, once more after the first drawing, when fonts and sizes are known. */
function Held({ children }: { readonly children: ReactNode }) {
  const [, again] = useState(0);
  return (
    <div
      data-testid="view"
      ref={(element) => void (element && requestAnimationFrame(() => again(1)))}
      style={{ width: 'fit-content', padding: 8, background: 'var(--paper)' }}
    >
      {children}
    </div>
  );
}

beforeAll(async () => {
  document.fonts.add(await new FontFace('block', `url(${block})`).load());
  for (const use of ['ui', 'text', 'mono']) document.documentElement.style.setProperty(`--font-${use}`, 'block');
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  let unmount = none;
  beforeEach(async () => {
    document.documentElement.dataset.theme = theme;
    await page.viewport(600, 400);
  });
  afterEach(() => unmount());

  it.each(Object.keys(views))('%s', async (name) => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = createRoot(host);
    unmount = () => {
      root.unmount();
      host.remove();
    };
    flushSync(() => root.render(<Held>{views[name]}</Held>));
    await document.fonts.ready;
    await expect.element(page.getByTestId('view')).toMatchScreenshot(`${name}-${theme}`);
  });
});

it('no view is forgotten', () => {
  const files = Object.keys(import.meta.glob('../../app/viz/*.tsx')).map((path) => /(\w+)\.tsx$/.exec(path)?.[1] ?? '');
  const parts = ['PlaneHandle', 'Label', 'CurvesAxes', 'CurvesCursor', 'CurvesLines', 'CurvesHand', 'GraphBox', 'ScheduleKnots']; // shown within others
  expect(files.filter((name) => !(name in views) && !parts.includes(name))).toEqual([]);
});
