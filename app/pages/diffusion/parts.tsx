/** Small parts that the figures of this page share: named views, symbols, measured boxes, the choice of data in the plane. */
import type { ReactNode } from 'react';
import { POINT_SETS } from '../../data/points';
import { useLang, useText } from '../../i18n';
import { Button, Choice } from '../../shell/controls';
import type { LinkedSymbol } from '../../shell/linkedSymbols';
import type { DataKey } from '../../shell/planeData';
import { Curves, type CurvesProps } from '../../viz/Curves';
import { type Layer, Plane } from '../../viz/Plane';
import { type ColourName, cssVar } from '../../viz/palette';
import { useSize } from '../../viz/useSize';
import styles from './diffusion.module.css';
import { text } from './text';

/** A view with its name over it, a remark beside the name, and at the end of the line what can be asked about it. */
export function View(props: {
  name: ReactNode;
  thing?: LinkedSymbol;
  colour?: ColourName;
  remark?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={styles.view}>
      <span className={styles.name}>
        <span data-thing={props.thing} style={{ color: cssVar(props.colour ?? 'ink') }}>
          {props.name}
        </span>
        {props.remark && <small>{props.remark}</small>}
        {props.aside && <span className={styles.aside}>{props.aside}</span>}
      </span>
      {props.children}
    </div>
  );
}

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

/** Gives its child the width there is. Renders nothing before it is measured. */
export function Sized({
  className,
  children,
  max = Number.POSITIVE_INFINITY,
}: {
  className?: string;
  max?: number;
  children: (width: number) => ReactNode;
}) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  return (
    <div ref={ref} className={className ?? styles.plain}>
      {width > 0 && children(Math.min(width, max))}
    </div>
  );
}

/** Enlargement of nine pictures in a row: the largest that fits, within what is worth looking at. */
export const filmScale = (width: number): number => Math.max(4, Math.min(6, Math.floor((width - 80) / (9 * 17))));

/** Curves as wide as there is room. */
export function Plot(props: Omit<CurvesProps, 'width'>) {
  return <Sized>{(width) => <Curves {...props} width={width} />}</Sized>;
}

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
  drawn: boolean;
  onChange: (changed: { data?: DataKey; drawn?: string }) => void;
}) {
  const t = useText(text).parts;
  const lang = useLang();
  return (
    <>
      <Choice
        label={t.data}
        value={value}
        options={[...POINT_SETS.map((p) => ({ value: p.key as DataKey, label: p[lang] })), { value: 'drawn' as DataKey, label: t.drawn }]}
        onChange={(data) => onChange({ data })}
      />
      {value === 'drawn' && drawn && <Button onClick={() => onChange({ drawn: '' })}>{t.erase}</Button>}
    </>
  );
}
