/** The faces along one dimension: drawn again when the strips change, not at every move of a slider. */
import { memo } from 'react';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { GRID_VALUES } from './latents';

interface Props {
  /** Of all dimensions, GRID_VALUES.length faces each. */
  readonly strips: PictureData;
  readonly j: number;
  readonly width: number;
  readonly label: string;
}

export const Strip = memo(function Strip({ strips, j, width, label }: Props) {
  const n = GRID_VALUES.length;
  return <FaceGrid data={strips.subarray(j * n * 768, (j + 1) * n * 768)} count={n} columns={n} width={width} label={label} />;
});
