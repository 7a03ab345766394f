/** Small parts that the figures of this page share: pictures in a row, symbols, and the state all of them keep. */
import type { ReactNode } from 'react';
import { View } from '../../shell/layout';
import type { LinkedSymbol } from '../../shell/linkedSymbols';
import { int } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { written } from '../../viz/Label';
import type { ColourName } from '../../viz/palette';
import styles from './unet.module.css';

export const T = 1_000;
/** Test faces there are to choose from. */
export const FACES = 1_000;

export const seedField = int({ min: 1, max: 999_999, default: 1 });
export const faceField = (initial: number) => int({ min: 0, max: FACES - 1, default: initial });
export const timeField = (initial: number) => int({ min: 1, max: T, default: initial });
export const noiseField = int({ min: 1, max: 9_999, default: 1 });

/** The next face in a fixed order that jumps about: pressing again never repeats soon. */
export const nextFace = (face: number): number => (face + 7) % FACES;
export const nextNoise = (noise: number): number => (noise % 9_999) + 1;

/** Symbols as text. */
export const sym = {
  x0: (
    <i>
      x<sub>0</sub>
    </i>
  ),
  xt: (
    <i>
      x<sub>t</sub>
    </i>
  ),
  x0Hat: (
    <i>
      x̂<sub>0</sub>
    </i>
  ),
  epsHat: <i>ε̂</i>,
  epsTilde: <i>{written('ε̃')}</i>,
  epsY: (
    <i>
      ε<sub>y</sub>
    </i>
  ),
  epsNull: (
    <i>
      ε<sub>∅</sub>
    </i>
  ),
};

export interface Picture {
  readonly key: string;
  readonly name: ReactNode;
  readonly remark?: ReactNode;
  readonly colour?: ColourName;
  readonly thing?: LinkedSymbol;
  /** [768]; null while it is not there yet. */
  readonly data: Float32Array | null | undefined;
  /** Values at ±range are white and black; noise 2.5. */
  readonly range?: number;
  readonly label: string;
}

/** Named pictures side by side, equally large, as large as there is room. */
export function Pictures({
  pictures,
  width,
  most = 6,
  gap = 14,
}: {
  pictures: readonly Picture[];
  width: number;
  most?: number;
  gap?: number;
}) {
  // In one row where each of them has room for its name.
  const whole = Math.min(pictures.length, most);
  const columns = width > 116 * whole ? whole : Math.min(whole, 3);
  const size = 16 * Math.max(4, Math.min(12, Math.floor((width - (columns - 1) * gap) / columns / 16)));
  return (
    <div className={styles.pictures} style={{ gridTemplateColumns: `repeat(${columns}, ${size}px)`, gap }}>
      {pictures.map(({ key, name, remark, colour, thing, data, range, label }) => (
        <View key={key} name={name} remark={remark} colour={colour} thing={thing}>
          <FaceCanvas data={data ?? BLANK} range={range} width={size} label={label} />
        </View>
      ))}
    </div>
  );
}

const BLANK = new Float32Array(768);
