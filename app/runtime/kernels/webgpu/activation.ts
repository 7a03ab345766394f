/** Activations and their gradients: one launch, a thread for each number. */
import type { ValueActivation } from '../../../models/nn/ops';
import { fresh, i32, type Kernel, launch, size } from './launch';

/** act(x) of a number, as an expression of WGSL. */
export const applyOf = (act: ValueActivation | 'silu' | 'gelu', x: string): string =>
  ({
    linear: x,
    relu: `max(${x}, 0.0)`,
    lrelu: `select(0.2 * ${x}, ${x}, ${x} > 0.0)`,
    tanh: `hyperbolic(${x})`,
    sigmoid: `1.0 / (1.0 + exp(-${x}))`,
    silu: `${x} / (1.0 + exp(-${x}))`,
    gelu: `${x} / (1.0 + exp(-1.702 * ${x}))`,
  })[act];

/** act′ where its value is y. */
export const slopeOf = (act: ValueActivation, y: string): string =>
  ({
    linear: '1.0',
    relu: `select(0.0, 1.0, ${y} > 0.0)`,
    lrelu: `select(0.2, 1.0, ${y} > 0.0)`,
    tanh: `(1.0 - ${y} * ${y})`,
    sigmoid: `(${y} * (1.0 - ${y}))`,
  })[act];

/** silu′(x). */
export const siluSlope = 'fn siluSlope(x : f32) -> f32 { let s = 1.0 / (1.0 + exp(-x)); return s * (1.0 + x * (1.0 - s)); }';

/** The built-in tanh overflows on some devices. */
export const hyperbolic = 'fn hyperbolic(x : f32) -> f32 { let e = exp(-2.0 * abs(x)); return sign(x) * (1.0 - e) / (1.0 + e); }';

const each = (n: number) => ({ groups: Math.ceil(n / 64), numbers: { n: i32(n) } });

const applied =
  (actOf: (attrs: Record<string, unknown>) => ValueActivation | 'silu'): Kernel =>
  ({ inputs: { x }, backend, attrs }) => {
    const act = actOf(attrs);
    const y = fresh(backend, x.shape);
    const body = `if (index < u.n) { let v = x[index]; y[index] = ${applyOf(act, 'v')}; }`;
    launch(backend, { key: `activate ${act}`, head: hyperbolic, body, inputs: { x }, outputs: { y }, ...each(size(x)) });
    return y;
  };

export const activate = applied((attrs) => attrs.act as ValueActivation);
export const silu = applied(() => 'silu');

export const activateGrad: Kernel = ({ inputs: { y, dy }, backend, attrs }) => {
  const act = attrs.act as ValueActivation;
  const dx = fresh(backend, y.shape);
  const body = `if (index < u.n) { let v = y[index]; dx[index] = dy[index] * ${slopeOf(act, 'v')}; }`;
  launch(backend, { key: `activateGrad ${act}`, body, inputs: { y, dy }, outputs: { dx }, ...each(size(y)) });
  return dx;
};

export const siluGrad: Kernel = ({ inputs: { x, dy }, backend }) => {
  const dx = fresh(backend, x.shape);
  const body = 'if (index < u.n) { dx[index] = dy[index] * siluSlope(x[index]); }';
  launch(backend, { key: 'siluGrad', head: siluSlope, body, inputs: { x, dy }, outputs: { dx }, ...each(size(x)) });
  return dx;
};
