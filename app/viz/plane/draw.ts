/** Paints a plane. Pure: `draw(ctx, props)`; later layers lie on top. One file a kind of layer. */
import { arrows } from './arrows';
import { contourLines } from './contours';
import { gridLines } from './gridLines';
import { heat } from './heat';
import { labels } from './labels';
import { type Frame, frameOf, type Layer, type PlaneDrawing } from './layers';
import { mesh } from './mesh';
import { paths } from './paths';
import { points } from './points';

/** Paints all layers. The context is scaled to CSS pixels and cleared. */
export function draw(ctx: CanvasRenderingContext2D, props: PlaneDrawing): void {
  const frame = frameOf(props.domain, props.width, props.height);
  if (props.gridLines) gridLines(ctx, props, frame);
  for (const layer of props.layers) {
    ctx.save();
    paint(ctx, layer, props, frame);
    ctx.restore();
  }
}

function paint(ctx: CanvasRenderingContext2D, layer: Layer, props: PlaneDrawing, frame: Frame): void {
  if (layer.kind === 'heat') heat(ctx, layer, props, frame);
  else if (layer.kind === 'contours') contourLines(ctx, layer, props, frame);
  else if (layer.kind === 'points') points(ctx, layer, props, frame);
  else if (layer.kind === 'mesh') mesh(ctx, layer, props, frame);
  else if (layer.kind === 'arrows') arrows(ctx, layer, props, frame);
  else if (layer.kind === 'paths') paths(ctx, layer, props, frame);
  else labels(ctx, layer, props, frame);
}
