/** A vector field on the plane with trajectories through it and a start the reader drags. A plane with two layers made for it. */

import { type Domain, type Handle, type Layer, Plane } from './Plane';
import type { ColourName } from './palette';

export interface VectorFieldProps {
  /** The velocity at (x, y), data units. */
  readonly field: (x: number, y: number) => readonly [number, number];
  readonly domain: Domain;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** CSS pixels between arrows. */
  readonly spacing?: number;
  readonly paths?: readonly {
    readonly points: ArrayLike<number>;
    readonly colour: ColourName;
    readonly dashed?: boolean;
    readonly head?: boolean;
  }[];
  /** Layers under the trajectories. */
  readonly under?: readonly Layer[];
  readonly over?: readonly Layer[];
  readonly handles?: readonly Handle[];
  readonly onHandle?: (id: string, x: number, y: number) => void;
  readonly onSelect?: (x: number, y: number) => void;
}

export function VectorField(props: VectorFieldProps) {
  const { domain, width, height, spacing = 30 } = props;
  const layers: Layer[] = [fieldArrows(props.field, domain, width, height, spacing), ...(props.under ?? [])];
  for (const path of props.paths ?? [])
    layers.push({ kind: 'paths', paths: [path.points], colour: path.colour, dashed: path.dashed, head: path.head, lineWidth: 2 });
  layers.push(...(props.over ?? []));
  return (
    <Plane
      {...{ layers, domain, width, height }}
      label={props.label}
      gridLines
      handles={props.handles}
      onHandle={props.onHandle}
      onSelect={props.onSelect}
    />
  );
}

/** Arrows on an even grid, centred on their knots; lengths grow with the root of the speed, so slow regions stay readable. */
export function fieldArrows(field: VectorFieldProps['field'], domain: Domain, width: number, height: number, spacing: number): Layer {
  const nx = Math.max(2, Math.floor(width / spacing));
  const ny = Math.max(2, Math.floor(height / spacing));
  const perPixel = (domain.x[1] - domain.x[0]) / Math.max(1, width);
  const knots: { x: number; y: number; u: number; v: number; speed: number }[] = [];
  let fastest = 1e-12;
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const x = domain.x[0] + ((i + 0.5) / nx) * (domain.x[1] - domain.x[0]);
      const y = domain.y[0] + ((j + 0.5) / ny) * (domain.y[1] - domain.y[0]);
      const [u, v] = field(x, y);
      const speed = Math.hypot(u, v);
      if (!Number.isFinite(speed)) continue;
      fastest = Math.max(fastest, speed);
      knots.push({ x, y, u, v, speed });
    }
  }
  const at = new Float32Array(2 * knots.length);
  const vectors = new Float32Array(2 * knots.length);
  knots.forEach(({ x, y, u, v, speed }, k) => {
    const length = 0.85 * spacing * perPixel * Math.sqrt(speed / fastest);
    const [dx, dy] = speed > 0 ? [(u / speed) * length, (v / speed) * length] : [0, 0];
    at.set([x - dx / 2, y - dy / 2], 2 * k);
    vectors.set([dx, dy], 2 * k);
  });
  return { kind: 'arrows', at, vectors, colour: 'gradient', opacity: 0.55, maxLength: spacing };
}
