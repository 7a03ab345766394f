/**
 * Whose change of a thing counts when both windows of a lecture have changed it. Each shows its own change at once and tells the other, so
 * messages cross: each window then comes to what the other had, and they stay swapped, or hand the two to and fro for ever.
 *
 * So every change carries a stamp (Lamport's clock, kept close to the machine's, which both windows share), and the later one counts; of two
 * with the same number, and of what neither has changed, the older window's. Then both come to the same, however late they hear.
 */
export interface Stamp {
  /** 0: never changed. */
  readonly n: number;
  readonly by: string;
}

export class Order {
  private clock = 0;
  private readonly last = new Map<string, Stamp>();

  /** @param me this window's name: an older window's comes first in the order of letters */
  constructor(private readonly me: string) {}

  /** The stamp of what this window has of a thing. */
  of(thing: string): Stamp {
    return this.last.get(thing) ?? { n: 0, by: this.me };
  }

  /** A stamp for a change that is made here, of one thing or of several at once. */
  mine(...things: readonly string[]): Stamp {
    this.clock = Math.max(this.clock + 1, Date.now());
    const stamp = { n: this.clock, by: this.me };
    for (const thing of things) this.last.set(thing, stamp);
    return stamp;
  }

  /** Whether the other window's change counts here; it is then the one that this window has. */
  takes(thing: string, stamp: Stamp): boolean {
    this.clock = Math.max(this.clock, stamp.n);
    const had = this.of(thing);
    if (stamp.n < had.n || (stamp.n === had.n && stamp.by >= had.by)) return false;
    this.last.set(thing, stamp);
    return true;
  }
}
