/** A training step of a plane GAN taken stage by stage, and what is to be seen of it. */
import { type Batches, type Game, paramsD, paramsG, type Stage, type Turn, trainStages } from '../../../models/gan/game';
import { lossD, lossG } from '../../../models/gan/losses';
import { discriminate, discriminateBoth, generate } from '../../../models/gan/plane';
import * as tf from '../../../models/tf';

/** What slow motion shows of the step under way. */
export interface Trace {
  readonly stage: Stage;
  /** Whose turn it is, and the how-manieth of how many turns of D. */
  readonly player: 'd' | 'g';
  readonly round: number;
  readonly rounds: number;
  readonly z: Float32Array;
  readonly real: Float32Array;
  readonly fake: Float32Array | null;
  readonly loss: number | null;
  /** Length of the gradient in the player's parameters. */
  readonly gradient: number | null;
}

export class SlowMotion {
  private stages: Generator<Readonly<Turn>, void> | null = null;
  private turn: Readonly<Turn> | null = null;
  /** What the step itself does not keep: the real points, which stay in view in G's turn; G's own points in it; and a loss without its gradient. */
  private seen: { real: tf.Tensor2D | null; fake: tf.Tensor2D | null; loss: tf.Scalar | null } = { real: null, fake: null, loss: null };

  /** The next stage of a training step: one `next` of the same generator that a whole step runs through. */
  next(game: Game, batches: Batches): { stage: Stage; stepDone: boolean } {
    const last = this.turn?.stage;
    if (last === 'updateD' || last === 'updateG') this.endTurn();
    if (last === 'updateG') this.stages = null;
    this.stages ??= trainStages(game, batches);
    const { stages } = this;
    const turn = tf.tidy(() => stages.next().value as unknown as tf.TensorContainer) as unknown as Readonly<Turn>; // its tensors outlive the tidy
    this.turn = turn;
    const { stage, x, fake } = turn;
    const z = turn.z as tf.Tensor2D;
    if (stage === 'sampleZ') {
      this.see('fake', null);
      this.see('loss', null);
      if (x) this.see('real', x.clone());
    }
    if (stage === 'generate' && !fake) this.see('fake', () => generate(paramsG(game), z, game.config));
    if (stage === 'lossD' && x && fake)
      this.see('loss', () => lossD(...discriminateBoth(paramsD(game), x, fake, game.config), game.rules.loss));
    const own = this.seen.fake;
    if (stage === 'lossG' && own) this.see('loss', () => lossG(discriminate(paramsD(game), own, game.config), game.rules.loss));
    return { stage, stepDone: stage === 'updateG' };
  }

  /** What has been done of the step under way; null at full speed. */
  async trace(): Promise<Trace | null> {
    const { turn, seen } = this;
    if (!turn?.z || !seen.real) return null;
    const { stage, player, round, rounds, z, found } = turn;
    const fake = turn.fake ?? seen.fake;
    const length = found ? tf.tidy(() => tf.norm(found.grad)) : null;
    const values = await Promise.all([z.data(), seen.real.data(), fake?.data(), seen.loss?.data(), length?.data()]);
    length?.dispose();
    const [noise, real, points, loss, gradient] = values.map((v) => v && Float32Array.from(v));
    return {
      stage,
      player,
      round,
      rounds,
      z: noise as Float32Array,
      real: real as Float32Array,
      fake: points ?? null,
      loss: loss?.[0] ?? null,
      gradient: gradient?.[0] ?? null,
    };
  }

  /** Leaves slow motion. */
  stop(): void {
    this.endTurn();
    this.stages = null;
    for (const key of ['real', 'fake', 'loss'] as const) this.see(key, null);
  }

  private endTurn(): void {
    const { turn } = this;
    if (turn) tf.dispose([turn.z, turn.x, turn.fake, turn.found?.value, turn.found?.grad].filter((t) => t != null));
    this.turn = null;
  }

  private see<K extends keyof SlowMotion['seen']>(key: K, what: SlowMotion['seen'][K] | (() => tf.Tensor)): void {
    this.seen[key]?.dispose();
    this.seen[key] = (typeof what === 'function' ? tf.tidy(what) : what) as SlowMotion['seen'][K];
  }
}
