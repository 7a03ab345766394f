/** Readings over time, kept to a bounded number: when full, every second one is dropped and only every second new one is kept. */

export class History<K extends string> {
  private readonly columns: Record<K | 'step', number[]>;
  private every = 1;
  private seen = 0;

  constructor(
    private readonly keys: readonly K[],
    private readonly capacity = 480,
  ) {
    this.columns = Object.fromEntries(['step', ...keys].map((key) => [key, []])) as unknown as Record<K | 'step', number[]>;
  }

  add(step: number, reading: Readonly<Record<K, number>>): void {
    if (this.seen++ % this.every !== 0) return;
    this.columns.step.push(step);
    for (const key of this.keys) this.columns[key].push(reading[key]);
    if (this.columns.step.length < this.capacity) return;
    this.every *= 2;
    for (const key of ['step', ...this.keys] as const) this.columns[key] = this.columns[key].filter((_, i) => i % 2 === 0);
  }

  /** Copies, one array a column. */
  snapshot(): Record<K | 'step', Float32Array> {
    return Object.fromEntries(Object.entries<number[]>(this.columns).map(([key, values]) => [key, Float32Array.from(values)])) as Record<
      K | 'step',
      Float32Array
    >;
  }
}
