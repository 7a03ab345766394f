/** One bar a mode: the share of the generated points near it, against the fair share. */
import { useRoom } from '../../viz/letterSize';
import { cssVar } from '../../viz/palette';
import styles from './gan.module.css';

interface Props {
  readonly shares: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly label: string;
  readonly fair: string;
}

export function ModeBars({ shares, title, label, fair, ...room }: Props) {
  const [width, height] = useRoom(12, room);
  const [top, bottom, right] = [24, height - 6, width - 44];
  const share = 1 / shares.length;
  const most = Math.max(2.5 * share, ...shares);
  const y = (v: number) => bottom - (v / most) * (bottom - top);
  const w = right / shares.length;
  return (
    <svg className={styles.bars} width={room.width} height={room.height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <text x={0} y={13} className={styles.barTitle}>
        {title}
      </text>
      {Array.from(shares, (v, k) => (
        <rect
          key={k}
          x={k * w + 0.12 * w}
          width={0.76 * w}
          y={y(v)}
          height={bottom - y(v)}
          fill={cssVar('generated')}
          opacity={v >= 0.2 * share ? 0.9 : 0.35}
        />
      ))}
      <line x1={0} x2={right} y1={y(share)} y2={y(share)} stroke={cssVar('data')} strokeDasharray="3 3" />
      <text x={right + 5} y={y(share)} dy="0.32em" className={styles.barName}>
        {fair}
      </text>
      <line x1={0} x2={right} y1={bottom} y2={bottom} stroke={cssVar('rule')} />
    </svg>
  );
}
