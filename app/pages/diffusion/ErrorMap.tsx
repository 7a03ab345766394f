/** Where a prediction of the noise is off: the squared error of each pixel, as a map. */
import { HeatMap } from '../../viz/HeatMap';

interface Props {
  /** Of each pixel, meaned over its colours [256]. */
  readonly error: Float32Array;
  readonly size: number;
  readonly label: string;
}

export const ErrorMap = ({ error, size, label }: Props) => (
  <HeatMap data={error} rows={16} columns={16} width={size} height={size} high="gradient" domain={[0, 1]} label={label} />
);
