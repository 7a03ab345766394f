/** TEMPORARY twins of the shared layout, until it has landed. */
import type { ReactNode } from 'react';
import type { LinkedSymbol } from '../../shell/linkedSymbols';
import { Curves, type CurvesProps } from '../../viz/Curves';
import { type ColourName, cssVar } from '../../viz/palette';
import { useSize } from '../../viz/useSize';
import styles from './unet.module.css';

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
        {props.aside}
      </span>
      {props.children}
    </div>
  );
}
export function Sized({ children, max = Number.POSITIVE_INFINITY }: { max?: number; children: (width: number) => ReactNode }) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  return <div ref={ref}>{width > 0 && children(Math.min(width, max))}</div>;
}
export function Plot(props: Omit<CurvesProps, 'width'>) {
  return <Sized>{(width) => <Curves {...props} width={width} />}</Sized>;
}
export const Stack = ({ children }: { children: ReactNode }) => <div className={styles.stack}>{children}</div>;
export const Row = ({ children }: { children: ReactNode }) => <div className={styles.row}>{children}</div>;
export const Columns = ({ children }: { children: ReactNode }) => <div className={styles.columns}>{children}</div>;
