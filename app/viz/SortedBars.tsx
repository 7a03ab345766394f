/** Distances sorted, shortest first, as thin bars: the winner in its colour, one more marked. */
import { cssVar } from './palette';

export interface SortedBarsProps {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  /** Index (into `values`) to mark besides the winner. */
  readonly marked?: number | null;
}

export function SortedBars({ values, width, height, label, marked = null }: SortedBarsProps) {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const top = Math.max(1e-9, values[order[order.length - 1]] ?? 1);
  const w = width / Math.max(1, order.length);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} style={{ display: 'block' }}>
      {order.map((index, i) => {
        const h = Math.max(1, (values[index] / top) * (height - 2));
        const winner = i === 0;
        return (
          <rect
            key={index}
            x={i * w}
            y={height - h}
            width={Math.max(w > 3 ? w - 1 : w, 0.5)}
            height={h}
            fill={cssVar(index === marked ? 'generated' : winner ? 'latent' : 'network')}
            opacity={winner || index === marked ? 1 : 0.35}
          />
        );
      })}
      {order.length > 0 && <rect x={0} y={0} width={Math.max(3, w)} height={height} fill={cssVar('latent')} opacity={0.25} />}
    </svg>
  );
}
