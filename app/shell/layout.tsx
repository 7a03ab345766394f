/** How figures are laid out, on every page: columns, named views, boxes that know their width. The classes are in layout.module.css. */
import type { CSSProperties, ReactNode } from 'react';
import { Curves, type CurvesProps } from '../viz/Curves';
import { type ColourName, cssVar } from '../viz/palette';
import { useSize } from '../viz/useSize';
import layout from './layout.module.css';
import type { LinkedSymbol } from './linkedSymbols';

export { layout };

/** How two columns (`layout.columns`, `layout.wide`) share the width; equally, if not told. */
export const shares = (left: number, right: number): CSSProperties => ({ '--left': `${left}fr`, '--right': `${right}fr` }) as CSSProperties;

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
    <div className={layout.view}>
      <span className={layout.name}>
        <span data-thing={props.thing} style={{ color: cssVar(props.colour ?? 'ink') }}>
          {props.name}
        </span>
        {props.remark && <small>{props.remark}</small>}
        {props.aside && <span className={layout.aside}>{props.aside}</span>}
      </span>
      {props.children}
    </div>
  );
}

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
    <div ref={ref} className={className ?? layout.sized}>
      {width > 0 && children(Math.min(width, max))}
    </div>
  );
}

/** Curves as wide as there is room. */
export function Plot(props: Omit<CurvesProps, 'width'>) {
  return <Sized>{(width) => <Curves {...props} width={width} />}</Sized>;
}
