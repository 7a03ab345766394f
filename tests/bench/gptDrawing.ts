/** What the benchmarks of the shipped GPT run, in Node and in a browser's worker: pictures' tokens with keys and values remembered, and read anew. */
import type { Rng } from '../../app/data/rng';
import { GPT_DRAWING } from '../../app/models/dalle/drawing';
import { begin, type Config, forward, imageLogits, sampleAll, tensorsUnderWay } from '../../app/models/dalle/gpt';
import { drawFrom, filtered, guided } from '../../app/models/dalle/sampling';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';

export interface Drawn {
  readonly params: Params;
  readonly config: Config;
  /** A prompt, and the empty one that guidance walks away from. */
  readonly row: readonly number[];
  readonly empty: readonly number[];
}

/** Tokens of n pictures of the prompt [n, 16]. */
export function remembered({ params, config: c, row, empty }: Drawn, n: number, rng: Rng): tf.Tensor2D {
  const begun = begin(params, [row], new Array(n).fill(0), empty, c);
  const tokens = sampleAll(params, begun, GPT_DRAWING, rng.fillUniform(new Float32Array(n * c.imageLength)), c);
  tf.dispose(tensorsUnderWay(begun));
  return tokens;
}

/** The same, all places read again for every token. */
export function anew({ params, config: c, row, empty }: Drawn, n: number, rng: Rng): tf.Tensor2D {
  let tokens = tf.tensor2d([], [n, 0], 'int32');
  for (let cell = 0; cell < c.imageLength; cell++) {
    const before = tokens;
    tokens = tf.tidy(() => {
      const picture = tf.add(before, tf.scalar(c.textVocabulary, 'int32'));
      const rows = (text: readonly number[]) => {
        const said = tf.tile(tf.tensor2d([...text], [1, text.length], 'int32'), [n, 1]);
        return (cell === 0 ? said : tf.concat([said, picture], 1)) as tf.Tensor2D;
      };
      const [said, unsaid] = tf.split(imageLogits(params, forward(params, tf.concat([rows(row), rows(empty)]), c), c), 2) as tf.Tensor2D[];
      const z = drawFrom(filtered(guided(said, unsaid, GPT_DRAWING.w), GPT_DRAWING), rng.fillUniform(new Float32Array(n)));
      const next = tf.reshape(z, [n, 1]) as tf.Tensor2D;
      return cell === 0 ? tf.clone(next) : (tf.concat([before, next], 1) as tf.Tensor2D);
    });
    before.dispose();
  }
  return tokens;
}
