/**
 * What a hand on a page costs, for sliders.bench.ts: what is put into the page before its scripts (who asked the engine, who was answered, when
 * the picture was painted), and what a trace of the browser says of the threads' own processor time, which other programs do not touch.
 */

/** What the page notes of one drag. */
export interface Noted {
  /** Events the page got, and those whose question (or a newer one) was answered. */
  readonly moves: number;
  readonly answered: number;
  /** From an event to the frame that was painted after the first answer to it [ms]. */
  readonly toPicture: readonly number[];
  /** Frames of the page, and those with another picture of the engine's. */
  readonly frames: number;
  readonly pictures: number;
  readonly seconds: number;
}

/** Before the page's scripts. As text, so that no build step's helpers go with it. Marks in the trace: `hand:<name>`, `hand:picture`, `hand:end`. */
export const NOTES = `(() => {
  let moves = [];
  let on = null;
  let configured = new Set();
  const hand = (window.__hand = { asks: 0, open: 0, heard: 0 });
  const answered = (of) => {
    hand.heard = performance.now();
    if (!on) return;
    const these = moves.filter(of);
    if (these.length === 0) return;
    moves = moves.filter((move) => !these.includes(move));
    performance.mark('hand:picture');
    on.answered += these.length;
    on.pictures++;
    requestAnimationFrame(() => {
      const painted = new MessageChannel(); // its message comes after the frame's painting
      painted.port1.onmessage = () => on?.toPicture.push(...these.map((move) => performance.now() - move.time));
      painted.port2.postMessage(null);
    });
  };
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      const post = this.postMessage.bind(this);
      this.postMessage = (message, ...rest) => {
        const asks = message.type === 'call' || message.type === 'configure' || message.type === 'open';
        if (asks && on) {
          hand.asks++;
          for (const move of moves) {
            if (message.type === 'call') move.call ??= message.call;
            else move.run ??= message.run;
          }
        }
        if (message.type === 'call') hand.open++;
        post(message, ...rest);
      };
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'answer') hand.open--;
        if (data.type === 'answer' && data.outcome === 'done') answered((move) => move.call <= data.call);
        if (data.type === 'frame') answered((move) => move.run === data.run);
      });
    }
  };
  window.addEventListener('pointermove', (event) => {
    if (!on || !(event.buttons & 1)) return;
    on.moves++;
    performance.mark('hand:move');
    moves.push({ time: event.timeStamp });
  }, true);
  const frame = () => {
    if (!on) return;
    on.frames++;
    requestAnimationFrame(frame);
  };
  hand.begin = (name) => {
    performance.mark('hand:' + name);
    moves = [];
    on = { moves: 0, answered: 0, toPicture: [], frames: 0, pictures: 0, seconds: performance.now() };
    requestAnimationFrame(frame);
  };
  hand.end = () => {
    performance.mark('hand:end');
    const noted = on;
    on = null;
    noted.seconds = (performance.now() - noted.seconds) / 1000;
    return noted;
  };
})()`;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: begin, duration by the clock, of which the thread was running. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly name?: string } };
}

/** A task of the main thread: milliseconds since the trace's first, by the clock, and of the processor. */
export interface Task {
  readonly at: number;
  readonly clock: number;
  readonly processor: number;
}

/** What a trace says of the process whose page is marked: the drags in it. */
export interface Dragged {
  /** Processor time of the main thread from an event to the next, of the engine's worker from an answer to the next, and for each event both: what comes until the next, and what the next answer took [ms]. */
  readonly main: readonly number[];
  readonly worker: readonly number[];
  readonly work: readonly number[];
  readonly tasks: readonly Task[];
}

const TASK = 'RunTask';
export const CATEGORIES = ['disabled-by-default-devtools.timeline', 'blink.user_timing'];

/** The main thread's tasks in a trace, the pieces of work of its drags by name, and the trace's clock. */
export function readTrace(json: string): {
  readonly drags: ReadonlyMap<string, Dragged>;
  readonly tasks: readonly Task[];
  readonly marks: ReadonlyMap<string, number>;
} {
  const { traceEvents } = JSON.parse(json) as { traceEvents: TraceEvent[] };
  const marks = traceEvents.filter(({ name }) => name.startsWith('hand:')).sort((a, b) => a.ts - b.ts);
  const pid = marks[0]?.pid;
  const named = (name: string) =>
    new Set(traceEvents.flatMap((e) => (e.pid === pid && e.name === 'thread_name' && e.args?.name?.startsWith(name) ? [e.tid] : [])));
  const [mains, workers] = [named('CrRendererMain'), named('DedicatedWorker')];
  const first = traceEvents.reduce((least, { ts }) => (ts > 0 ? Math.min(least, ts) : least), Number.POSITIVE_INFINITY);
  const of = (threads: Set<number>): TraceEvent[] => {
    const all = traceEvents
      .filter(({ name, pid: process, tid, dur }) => process === pid && threads.has(tid) && name === TASK && dur !== undefined)
      .sort((a, b) => a.ts - b.ts);
    let until = 0; // one task is told by two categories
    return all.filter(({ ts, dur = 0 }) => {
      if (ts < until) return false;
      until = ts + dur;
      return true;
    });
  };
  const [main, worker] = [of(mains), of(workers)];
  const task = ({ ts, dur = 0, tdur = 0 }: TraceEvent): Task => ({ at: (ts - first) / 1000, clock: dur / 1000, processor: tdur / 1000 });
  const spent = (tasks: TraceEvent[], from: number, to: number) =>
    tasks.reduce((sum, { ts, dur = 0, tdur = 0 }) => (ts + dur > from && ts + dur <= to ? sum + tdur : sum), 0) / 1000;
  const drags = new Map<string, Dragged>();
  for (const [i, mark] of marks.entries()) {
    const name = mark.name.slice('hand:'.length);
    const end = marks.findIndex((m, k) => k > i && m.name === 'hand:end');
    if (name === 'picture' || name === 'move' || name === 'end' || end < 0) continue;
    const mine = marks.slice(i + 1, end + 1);
    const cut = (wanted: string) => mine.flatMap((m) => (m.name === wanted || m.name === 'hand:end' ? [m.ts] : []));
    const between = (tasks: TraceEvent[], cuts: readonly number[]) => cuts.slice(1).map((to, k) => spent(tasks, cuts[k], to));
    const [moves, answers] = [cut('hand:move'), [mark.ts, ...cut('hand:picture')]];
    const [page, engine] = [between(main, moves), between(worker, answers).slice(0, -1)];
    const next = (ts: number) =>
      Math.max(
        0,
        answers.slice(1, -1).findIndex((answer) => answer > ts),
      );
    drags.set(name, {
      main: page,
      worker: engine,
      work: page.map((ms, k) => ms + (engine[next(moves[k])] ?? 0)),
      tasks: main.filter(({ ts }) => ts >= mark.ts && ts < marks[end].ts).map(task),
    });
  }
  return { drags, tasks: main.map(task), marks: new Map(marks.map(({ name, ts }) => [name, (ts - first) / 1000])) };
}
