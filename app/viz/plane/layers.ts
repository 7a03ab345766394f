/** What a plane can show: the kinds of layer, and where their coordinates lie in the view. */
import type { ColourName, Palette } from '../palette';

/** x0, y0, x1, y1, … in data coordinates. */
export type PlanePoints = ArrayLike<number>;
export interface Domain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/**
 * A value per grid cell, row by row from the lowest y, x fastest: value (i, j) belongs to the middle of cell (i, j) of nx × ny
 * cells over the layer's `domain` (the plane's own if left out).
 */
export interface Grid {
  readonly values: ArrayLike<number>;
  readonly nx: number;
  readonly ny: number;
  readonly domain?: Domain;
}

export type Layer =
  /** A heat field. `diverging`: `low` below `mid`, `high` above it, full colour `span` away. `sequential`: 0 to `max`. */
  | { readonly kind: 'heat'; readonly grid: Grid; readonly scale: HeatScale; readonly opacity?: number }
  /** Lines of equal value. */
  | {
      readonly kind: 'contours';
      readonly grid: Grid;
      readonly levels: readonly number[];
      readonly colour: ColourName;
      readonly opacity?: number;
      readonly lineWidth?: number;
      readonly dashed?: boolean;
    }
  /** A cloud of points. `radius` in CSS pixels; `halo` rings each dot with paper so that clouds stay apart. */
  | {
      readonly kind: 'points';
      readonly points: PlanePoints;
      readonly colour: ColourName;
      readonly radius?: number;
      readonly opacity?: number;
      /** Left out: a triangle for what is generated, a dot for all else, so that real and generated differ without their colours too. */
      readonly shape?: 'dot' | 'triangle' | 'cross' | 'ring';
      readonly halo?: boolean;
    }
  /** A warped grid: the images of nx × ny knots, row by row. With `shade`, cells are filled the darker the smaller they become (mass per area). ny = 1: a curve. */
  | {
      readonly kind: 'mesh';
      readonly points: PlanePoints;
      readonly nx: number;
      readonly ny: number;
      readonly colour: ColourName;
      readonly opacity?: number;
      readonly lineWidth?: number;
      readonly shade?: number;
    }
  /** Arrows from `at` along `vectors` (data units × `scale`), none longer than `maxLength` CSS pixels. */
  | {
      readonly kind: 'arrows';
      readonly at: PlanePoints;
      readonly vectors: PlanePoints;
      readonly colour: ColourName;
      readonly scale?: number;
      readonly maxLength?: number;
      readonly opacity?: number;
      readonly lineWidth?: number;
    }
  /** Trajectories. `head` marks where each one is now. */
  | {
      readonly kind: 'paths';
      readonly paths: readonly PlanePoints[];
      readonly colour: ColourName;
      readonly opacity?: number;
      readonly lineWidth?: number;
      readonly dashed?: boolean;
      readonly head?: boolean;
      readonly fade?: boolean;
    }
  /** Words at places. */
  | {
      readonly kind: 'labels';
      readonly labels: readonly {
        readonly x: number;
        readonly y: number;
        readonly text: string;
        readonly dx?: number;
        readonly dy?: number;
      }[];
      readonly colour: ColourName;
      readonly size?: number;
    };

export type HeatScale =
  | { readonly type: 'diverging'; readonly low: ColourName; readonly high: ColourName; readonly mid: number; readonly span: number }
  | { readonly type: 'sequential'; readonly colour: ColourName; readonly max: number };

export interface PlaneDrawing {
  readonly layers: readonly Layer[];
  readonly domain: Domain;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Faint lines at whole numbers, the axes a little stronger. */
  readonly gridLines?: boolean;
}

/** Data coordinates → CSS pixels. */
export interface Frame {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
  readonly invert: (px: number, py: number) => [number, number];
}

export function frameOf(domain: Domain, width: number, height: number): Frame {
  const [x0, x1] = domain.x;
  const [y0, y1] = domain.y;
  return {
    x: (x) => ((x - x0) / (x1 - x0)) * width,
    y: (y) => ((y1 - y) / (y1 - y0)) * height,
    invert: (px, py) => [x0 + (px / width) * (x1 - x0), y1 - (py / height) * (y1 - y0)],
  };
}

/** A square domain [−r, r]² widened to the shape of the view, so that one unit is as long in x as in y. */
export function squareDomain(r: number, width: number, height: number): Domain {
  const kx = width > height && height > 0 ? width / height : 1;
  const ky = height > width && width > 0 ? height / width : 1;
  return { x: [-r * kx, r * kx], y: [-r * ky, r * ky] };
}

export type Of<K extends Layer['kind']> = Extract<Layer, { kind: K }>;
