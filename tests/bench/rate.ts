/** How often a function can run, by processor time, which other work on the machine does not disturb. */

/** Runs f for so many seconds of processor time: runs a second, the best of three parts. */
export function rate(f: () => void, seconds: number): number {
  const now = () => process.cpuUsage().user / 1e6;
  let best = 0;
  for (let part = 0; part < 3; part++) {
    const from = now();
    let runs = 0;
    do {
      f();
      runs++;
    } while (now() - from < seconds / 3);
    best = Math.max(best, runs / (now() - from));
  }
  return best;
}
