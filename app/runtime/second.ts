/**
 * Which of two workers a run is in, where a core idles: a run that is played or asked while another one's training has its worker goes to
 * the other worker, which is started for it, and ended when it has had no run for a while.
 *
 * Only a run that has left no trace may go: no step, no changed setting, no picture but its first, which the same program, settings and seed
 * give again to the bit. It goes as a *twin*: the run is begun over there while the old one goes on answering; once the twin stands, and the old
 * one has come to rest as it was, the old one is closed and the reader has seen nothing. Its first step waits for that, a few seconds at most.
 * Whatever goes wrong with the twin or its worker, the run stays where it was.
 */
import { type Fault, type FromWorker, REST, type Speed, type ToWorker } from './protocol';

export const FIRST = 0;
export const SECOND = 1;
export type Seat = typeof FIRST | typeof SECOND;

/** The same run being begun in the other worker. */
export interface Twin {
  readonly id: number;
  readonly seat: Seat;
  /** Ends the patience of a run that is to play. */
  timer?: ReturnType<typeof setTimeout>;
}

/** What counts of a run. */
export interface Guest {
  readonly id: number;
  readonly request: { readonly playing: boolean; readonly visible: boolean; readonly speed: Speed };
  readonly fault: Fault | null;
  /** The worker it is in. */
  seat: Seat;
  /** Itself being begun in the other one. */
  twin: Twin | null;
  /** Pictures it has shown there. */
  frames: number;
  /** Whether it is no longer what its program, configuration and seed make anew. */
  touched: boolean;
  /** What it has not answered yet. */
  readonly calls: ReadonlyMap<number, { readonly message: Extract<ToWorker, { type: 'call' }> }>;
}

/** What is needed of the client. */
export interface Hands<Run extends Guest> {
  readonly runs: Map<number, Run>;
  newId(): number;
  now(): number;
  /** Whether there is a worker to go to; the second is started if it may be. */
  reach(seat: Seat): boolean;
  post(seat: Seat, message: ToWorker): void;
  openMessage(record: Run): Extract<ToWorker, { type: 'open' }>;
  ask(record: Run, method: string): Promise<unknown>;
  receiveOf(record: Run, message: Extract<FromWorker, { run: number }>): void;
  endSecond(): void;
}

const PLAY_PATIENCE_MS = 4_000;
const UNUSED_MS = 30_000;

export class Second<Run extends Guest> {
  private readonly twins = new Map<number, Run>();
  private usedAt = 0;

  constructor(private readonly client: Hands<Run>) {}

  /** The worker in which a run has fewer trainings beside it; where it is, if that makes no difference. */
  calmer(record: Run): Seat {
    const [here, there] = [record.seat, other(record.seat)];
    return this.trainings(here, record) > this.trainings(there, record) ? there : here;
  }

  /** A run is played or asked: it goes where it has room, if it may. */
  use(record: Run): void {
    if (record.touched || record.twin) return;
    const seat = this.calmer(record);
    if (seat !== record.seat && this.client.reach(seat)) this.begin(record, seat);
  }

  private begin(record: Run, seat: Seat): void {
    const id = this.client.newId();
    const { playing } = record.request;
    this.client.post(seat, { ...this.client.openMessage(record), run: id, playing });
    record.twin = { id, seat };
    this.twins.set(id, record);
    if (seat === SECOND) this.usedAt = this.client.now();
    if (playing) this.wait(record);
  }

  /** A run that is to play waits for its twin, but not for ever. */
  wait(record: Run): void {
    if (record.twin) record.twin.timer ??= setTimeout(() => this.stay(record), PLAY_PATIENCE_MS);
  }

  /** Something of a twin's; false if there is no such twin. */
  hear(message: Extract<FromWorker, { run: number }>): boolean {
    const record = this.twins.get(message.run);
    const twin = record?.twin;
    if (!record || !twin) return false;
    if (message.type === 'fault') this.stay(record);
    else if (message.type === 'frame') {
      // No other picture comes before this one is acknowledged. At rest, everything asked before has been answered, and whatever that changed has been shown.
      void this.client.ask(record, REST).then(() => record.twin === twin && this.change(record, message));
    }
    return true;
  }

  /** The twin takes over. */
  private change(record: Run, first: Extract<FromWorker, { type: 'frame' }>): void {
    const { client } = this;
    const { id, seat } = record.twin as Twin;
    this.drop(record, false);
    client.post(record.seat, { type: 'close', run: record.id });
    client.runs.delete(record.id);
    const { playing } = record.request;
    Object.assign(record, { id, seat, frames: 1, touched: playing });
    client.runs.set(id, record);
    for (const { message } of record.calls.values()) client.post(seat, { ...message, run: id });
    if (playing) client.receiveOf(record, first);
    else client.post(seat, { type: 'ack', run: id }); // it is on the screen already
  }

  /** The run leaves a trace where it is, or cannot go. */
  stay(record: Run): void {
    if (record.touched) return;
    record.touched = true;
    if (!record.twin) return;
    this.drop(record);
    this.client.post(record.seat, { type: 'play', run: record.id, playing: record.request.playing });
  }

  /** There is no twin any more. */
  drop(record: Run, close = true): void {
    const { twin } = record;
    if (!twin) return;
    clearTimeout(twin.timer);
    record.twin = null;
    this.twins.delete(twin.id);
    if (close) this.client.post(twin.seat, { type: 'close', run: twin.id });
  }

  /** Every few seconds, while there is a second worker: once nothing has trained for a while, what may leave it leaves, and it is ended when empty. */
  tend(): void {
    const runs = [...this.client.runs.values()];
    const there = runs.filter(({ seat, twin, fault }) => !fault && (seat === SECOND || twin?.seat === SECOND));
    const now = this.client.now();
    if (there.length > 0 && this.trainings(FIRST) + this.trainings(SECOND) > 0) this.usedAt = now;
    if (now - this.usedAt < UNUSED_MS) return;
    if (there.length === 0) this.client.endSecond();
    for (const record of there) if (record.seat === SECOND && !record.touched && !record.twin) this.begin(record, FIRST);
  }

  /** Runs that take all the time of a worker they can get, or are about to, but for one. */
  private trainings(seat: Seat, but?: Run): number {
    let n = 0;
    for (const record of this.client.runs.values()) {
      const { playing, visible, speed } = record.request;
      if (record === but || record.fault || !playing || !visible || speed !== 'max') continue;
      if (record.twin ? record.twin.seat === seat : record.seat === seat && record.frames > 1) n++;
    }
    return n;
  }
}

const other = (seat: Seat): Seat => (seat === FIRST ? SECOND : FIRST);
