/** Adam as arrays, for checkpoints, and back. */
import { Adam, type OptimizerConfig } from '../app/models/nn/adam';
import type { ParamInit } from '../app/models/nn/params';

/** Its state and number of steps, under names that begin with `prefix`. */
export function saveAdam(adam: Adam, prefix = 'adam'): ParamInit {
  return {
    [`${prefix}.state`]: { shape: adam.state.shape, values: (adam.state.dataSync() as Float32Array).slice() },
    [`${prefix}.steps`]: { shape: [1], values: Float32Array.of(adam.steps) },
  };
}
export function restoreAdam(saved: ParamInit, config: OptimizerConfig, prefix = 'adam'): Adam {
  const { shape, values } = saved[`${prefix}.state`];
  return new Adam(values.slice(0, shape[1]), config, { state: values, steps: saved[`${prefix}.steps`].values[0] });
}
