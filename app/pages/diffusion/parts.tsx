/** Small parts that the figures of this page share: named views, symbols, measured boxes, the choice of data in the plane. */

import { POINT_SETS } from '../../data/points';
import { useLang, useText } from '../../i18n';
import { Button, Choice } from '../../shell/controls';
import { Sized } from '../../shell/layout';
import { OwnPoints } from '../../shell/own/OwnPoints';
import type { DataKey } from '../../shell/planeData';
import { type Layer, Plane } from '../../viz/Plane';
import styles from './diffusion.module.css';
import { text } from './text/parts';

/** Symbols of the page, as text. */
export const sym = {
  xt: (
    <i>
      x<sub>t</sub>
    </i>
  ),
  xs: (
    <i>
      x<sub>s</sub>
    </i>
  ),
  x0: (
    <i>
      x<sub>0</sub>
    </i>
  ),
  x0Hat: (
    <i>
      x̂<sub>0</sub>
    </i>
  ),
  eps: <i>ε</i>,
  epsHat: <i>ε̂</i>,
  mean: <i>μ</i>,
  alphaBar: <i className={styles.bar}>α</i>,
  sigmaZ: (
    <i>
      σ<sub>t</sub>z
    </i>
  ),
};

/** Enlargement of nine pictures in a row: the largest that fits, within what is worth looking at. On a phone it is scrolled along. */
export const filmScale = (width: number): number => Math.max(width < 480 ? 4 : 3, Math.min(6, Math.floor((width - 80) / (9 * 17 - 1))));

/** Half the side of the square that planes show. */
export const REACH = 2.6;

/** A square plane as wide as there is room. */
export function Square(props: {
  layers: readonly Layer[];
  label: string;
  max?: number;
  onDraw?: (stroke: Float32Array, done: boolean) => void;
  onHover?: (at: readonly [number, number] | null) => void;
}) {
  return (
    <Sized max={props.max}>
      {(width) => (
        <Plane
          layers={props.layers}
          domain={{ x: [-REACH, REACH], y: [-REACH, REACH] }}
          width={width - 2}
          height={width - 2}
          label={props.label}
          onDraw={props.onDraw}
          onHover={props.onHover}
        />
      )}
    </Sized>
  );
}

/** Which distribution, or the reader's own. */
export function DataControl({
  value,
  drawn,
  onChange,
}: {
  value: DataKey;
  drawn: string;
  onChange: (changed: { data?: DataKey; drawn?: string }) => void;
}) {
  const t = useText(text);
  const lang = useLang();
  return (
    <>
      <Choice
        label={t.data}
        value={value}
        options={[...POINT_SETS.map((p) => ({ value: p.key as DataKey, label: p[lang] })), { value: 'drawn' as DataKey, label: t.drawn }]}
        onChange={(data) => onChange({ data })}
      />
      {value === 'drawn' && <OwnPoints drawn={drawn} onTake={(taken) => onChange({ drawn: taken })} />}
      {value === 'drawn' && drawn && <Button onClick={() => onChange({ drawn: '' })}>{t.erase}</Button>}
    </>
  );
}
