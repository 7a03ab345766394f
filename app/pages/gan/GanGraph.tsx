/** The wiring of a GAN with what flows through it now: clouds in the boxes, gradients dashed, the stage at work lit. */

import { useText } from '../../i18n';
import type { Stage } from '../../models/gan/game';
import type { MinMaxFrame } from '../../runtime/programs/gan/minmax';
import { setHighlight, useHighlight } from '../../store/highlight';
import { Graph, type GraphEdge, type GraphNode } from '../../viz/Graph';
import { onReadings } from './onReadings';
import { text } from './text/minmax';

const VIEW = [600, 236] as const;
const SHOWN = 70;

const EDGES: readonly GraphEdge[] = [
  {
    id: 'z>G',
    via: [
      [80, 160],
      [114, 160],
    ],
    colour: 'noise',
    kind: 'data',
  },
  {
    id: 'G>fake',
    via: [
      [188, 160],
      [225, 160],
    ],
    colour: 'generated',
    kind: 'data',
  },
  {
    id: 'fake>D',
    via: [
      [291, 160],
      [330, 160],
      [330, 122],
      [352, 122],
    ],
    colour: 'generated',
    kind: 'data',
  },
  {
    id: 'x>D',
    via: [
      [291, 52],
      [330, 52],
      [330, 92],
      [352, 92],
    ],
    colour: 'data',
    kind: 'data',
  },
  {
    id: 'D>lossD',
    via: [
      [432, 92],
      [456, 92],
      [456, 60],
      [484, 60],
    ],
    colour: 'network',
    kind: 'data',
  },
  {
    id: 'D>lossG',
    via: [
      [432, 122],
      [456, 122],
      [456, 158],
      [484, 158],
    ],
    colour: 'network',
    kind: 'data',
  },
  {
    id: 'gradD',
    via: [
      [530, 40],
      [530, 16],
      [392, 16],
      [392, 70],
    ],
    colour: 'gradient',
    kind: 'gradient',
    name: '∇ L_D',
    nameAt: [461, 10],
  },
  {
    id: 'gradG',
    via: [
      [530, 180],
      [530, 220],
      [151, 220],
      [151, 192],
    ],
    colour: 'gradient',
    kind: 'gradient',
    name: '∇ L_G',
    nameAt: [400, 213],
  },
];

/** What each stage uses. */
const ACTIVE: Readonly<Record<Stage, readonly string[]>> = {
  sampleZ: ['z', 'x'],
  generate: ['z', 'G', 'fake', 'z>G', 'G>fake'],
  discriminate: ['x', 'fake', 'D', 'x>D', 'fake>D'],
  lossD: ['D', 'lossD', 'D>lossD'],
  gradientsD: ['D', 'lossD', 'gradD'],
  updateD: ['D'],
  lossG: ['D', 'lossG', 'D>lossG'],
  gradientsG: ['D', 'G', 'fake', 'lossG', 'gradG'],
  updateG: ['G'],
};

interface Props {
  readonly frame: MinMaxFrame | null;
  readonly running: boolean;
  readonly width: number;
}

export const GanGraph = onReadings(function GanGraph({ frame, running, width }: Props) {
  const t = useText(text);
  const lit = useHighlight();
  const trace = frame?.trace ?? null;
  const zs = trace?.z ?? frame?.z ?? null;
  const cloud = (points: ArrayLike<number> | null | undefined, r: number) => ({
    points: points ? Array.prototype.slice.call(points, 0, 2 * SHOWN) : [],
    r,
  });
  const twoD = frame ? frame.ny > 1 : true;
  const z = zs && !twoD ? Array.from(zs.slice(0, SHOWN)).flatMap((v) => [v, 0]) : zs;
  const nodes: GraphNode[] = [
    {
      id: 'z',
      x: 46,
      y: 160,
      w: 68,
      h: 68,
      lines: [width < 440 ? 'z' : `z · ${t.nodes.z}`],
      colour: 'noise',
      shape: 'value',
      cloud: cloud(z, 2.6),
    },
    { id: 'G', x: 151, y: 160, w: 74, h: 58, lines: width < 440 ? ['G'] : ['G', t.nodes.G], colour: 'network', shape: 'net' },
    {
      id: 'fake',
      x: 258,
      y: 160,
      w: 66,
      h: 66,
      lines: [width < 440 ? 'G(z)' : `G(z) · ${t.nodes.fake}`],
      textAbove: true,
      colour: 'generated',
      shape: 'value',
      cloud: cloud(trace?.fake ?? frame?.fake, 2.4),
    },
    {
      id: 'x',
      x: 258,
      y: 52,
      w: 66,
      h: 66,
      lines: [width < 440 ? 'x' : `x · ${t.nodes.x}`],
      colour: 'data',
      shape: 'value',
      cloud: cloud(trace?.real ?? frame?.real, 2.4),
    },
    { id: 'D', x: 392, y: 107, w: 80, h: 70, lines: width < 440 ? ['D'] : ['D', t.nodes.D], colour: 'network', shape: 'net' },
    {
      id: 'lossD',
      x: 534,
      y: 60,
      w: 96,
      h: 38,
      lines: [lossText('L_D', trace?.player === 'd' ? trace.loss : frame?.now.lossD)],
      colour: 'network',
      shape: 'loss',
    },
    {
      id: 'lossG',
      x: 534,
      y: 160,
      w: 96,
      h: 38,
      lines: [lossText('L_G', trace?.player === 'g' ? trace.loss : frame?.now.lossG)],
      colour: 'network',
      shape: 'loss',
    },
  ];
  const active = trace ? new Set(ACTIVE[trace.stage]) : null;
  return (
    <Graph
      nodes={nodes}
      edges={EDGES}
      viewBox={VIEW}
      width={width}
      height={(width * VIEW[1]) / VIEW[0]}
      label={t.graph}
      active={active}
      flowing={running && !trace}
      lit={nodes.some((n) => n.id === lit) ? lit : null}
      onLight={setHighlight}
    />
  );
});

const lossText = (name: string, value: number | null | undefined): string =>
  value == null ? name : `${name} ${value.toFixed(2).replace('-', '−')}`;
