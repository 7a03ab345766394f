/**
 * A figure's state in the query string, declared in one table per figure:
 *
 *   const state = defineState('gan.minmax', { data: oneOf(['ring', 'moons'], 'ring'), lr: number({ min: 1e-5, max: 1, default: 1e-3 }) });
 *   const [s, set, problems] = useFigureState(state);            // ?minmax.data=moons&minmax.lr=0.01
 *
 * Keys carry the figure's name, on /embed as well. Values equal to their default are left out of the address.
 * A value that cannot be read falls back to its default, and `problems` says so in both languages.
 */
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { Bilingual } from '../runtime/protocol';

/** How one value is written in the address and read from it. */
export interface Field<T> {
  readonly default: T;
  /** undefined when the text is not such a value. */
  parse(text: string): T | undefined;
  format(value: T): string;
  /** What would have been right, for the sentence about a bad value. */
  readonly expects: Bilingual;
}

// biome-ignore lint/suspicious/noExplicitAny: each field has its own value type; Values recovers it
export type Fields = Readonly<Record<string, Field<any>>>;
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export interface StateTable<F extends Fields, Id extends string = string> {
  /** The figure, `page.name`. */
  readonly figure: Id;
  readonly fields: F;
  readonly defaults: Values<F>;
}

/** Something in the address that could not be used. */
export interface Problem {
  readonly param: string;
  readonly given: string;
  readonly message: Bilingual;
}

/** One of the given words. */
export function oneOf<const T extends string>(values: readonly T[], initial: NoInfer<T>): Field<T> {
  const list = values.join(', ');
  return {
    default: initial,
    parse: (text) => values.find((v) => v === text),
    format: (value) => value,
    expects: { zh: `应为以下之一：${list}`, en: `one of: ${list}` },
  };
}

/** A decimal number within [min, max]. */
export function number(range: { readonly min: number; readonly max: number; readonly default: number }): Field<number> {
  return {
    default: range.default,
    parse: (text) => parseWithin(text, range.min, range.max),
    format: String,
    expects: { zh: `应为 ${range.min} 到 ${range.max} 之间的数`, en: `a number from ${range.min} to ${range.max}` },
  };
}

/** A whole number within [min, max]. */
export function int(range: { readonly min: number; readonly max: number; readonly default: number }): Field<number> {
  return {
    default: range.default,
    parse: (text) => {
      const value = parseWithin(text, range.min, range.max);
      return value !== undefined && Number.isInteger(value) ? value : undefined;
    },
    format: String,
    expects: { zh: `应为 ${range.min} 到 ${range.max} 之间的整数`, en: `a whole number from ${range.min} to ${range.max}` },
  };
}

/** Yes or no, written 1 and 0. */
export function bool(initial: boolean): Field<boolean> {
  return {
    default: initial,
    parse: (text) => (text === '1' || text === 'true' ? true : text === '0' || text === 'false' ? false : undefined),
    format: (value) => (value ? '1' : '0'),
    expects: { zh: '应为 1 或 0', en: '1 or 0' },
  };
}

/** Free text of at most `max` characters (default 500). `check` may refuse what cannot be used. */
export function text(options: {
  readonly default: string;
  readonly max?: number;
  readonly check?: (text: string) => boolean;
}): Field<string> {
  const max = options.max ?? 500;
  return {
    default: options.default,
    parse: (given) => (given.length <= max && (options.check?.(given) ?? true) ? given : undefined),
    format: (value) => value,
    expects: { zh: `应为不超过 ${max} 个字符的有效文字`, en: `valid text of at most ${max} characters` },
  };
}

/** Declares the state of one figure (`page.name`). */
export function defineState<const F extends Fields, const Id extends string>(figure: Id, fields: F): StateTable<F, Id> {
  const defaults = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default])) as Values<F>;
  return { figure, fields, defaults };
}

/** Parts of a figure's frame that a preset may leave out. */
export const HIDEABLE = ['claim', 'tools', 'play', 'controls'] as const;
export type Hideable = (typeof HIDEABLE)[number];
const listed = (given: string): string[] => given.split('.').filter(Boolean);

/** What the frame keeps for every figure beside its own. */
const FRAME: Fields = {
  /** The transport's speed, empty where it is the figure's own choice. */
  speed: text({ default: '', max: 12, check: (given) => /^(max|stage|\d+(\.\d+)?)$/.test(given) }),
  /** A preset's: its own title and note; parts of the frame that it leaves out, fields that it holds fast, joined by full stops. */
  title: text({ default: '', max: 120 }),
  note: text({ default: '', max: 600 }),
  hide: text({ default: '', max: 60, check: (given) => listed(given).every((part) => HIDEABLE.some((known) => known === part)) }),
  pin: text({ default: '', max: 300, check: (given) => /^[\w.]*$/.test(given) }),
};

export interface Preset {
  readonly title: string;
  readonly note: string;
  readonly hide: readonly Hideable[];
  /** Fields of the figure's state that cannot be changed. */
  readonly pin: readonly string[];
}

/** Reads a figure's values out of a query string. Never throws: what cannot be read is a problem and takes its default. */
export function readState<F extends Fields>(state: StateTable<F>, search: string): { values: Values<F>; problems: readonly Problem[] } {
  const prefix = prefixOf(state.figure);
  const params = new URLSearchParams(search);
  const values: Record<string, unknown> = { ...state.defaults };
  const problems: Problem[] = [];
  for (const [param, given] of params) {
    if (!param.startsWith(prefix)) continue;
    const key = param.slice(prefix.length);
    const fields: Fields = Object.hasOwn(state.fields, key) ? state.fields : FRAME;
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) {
      problems.push({ param, given, message: unknownParam(param) });
      continue;
    }
    const value = field.parse(given);
    if (value !== undefined) values[key] = value;
    else problems.push({ param, given, message: badValue(param, given, field) });
  }
  return { values: values as Values<F>, problems };
}

/** Writes a figure's values into a query string, leaving everybody else's parameters as they are. */
export function writeState<F extends Fields>(state: StateTable<F>, values: Values<F>, search: string): string {
  const prefix = prefixOf(state.figure);
  const params = new URLSearchParams(search);
  for (const key of [...params.keys()]) if (key.startsWith(prefix)) params.delete(key);
  for (const [key, field] of Object.entries({ ...FRAME, ...state.fields })) {
    const text = field.format(key in values ? values[key] : field.default);
    if (text !== field.format(field.default)) params.set(prefix + key, text);
  }
  return params.toString();
}

interface Entry {
  readonly table: StateTable<Fields>;
  readonly values: Values<Fields>;
  readonly problems: readonly Problem[];
}
const useEntries = create<Readonly<Record<string, Entry>>>(() => ({}));

/**
 * A figure's values, a setter that takes the changed ones, and what was wrong in the address.
 * The address follows within a quarter of a second, and before the page is left, without a new entry in the history.
 */
export function useFigureState<F extends Fields>(
  state: StateTable<F>,
): readonly [values: Values<F>, set: (changed: Partial<Values<F>>) => void, problems: readonly Problem[]] {
  const entry = useEntries((entries) => entries[state.figure]) ?? entryOf(state);
  useWhileShown(state.figure);
  return [entry.values as Values<F>, setterOf(state), entry.problems];
}

/** The transport's speed as the address has it ('' where it says nothing), and how to write it there. For the frame, which knows a figure by its id only. */
export function useSpeedInAddress(figure: string): readonly [speed: string, set: (speed: string) => void] {
  const entry = useEntries((entries) => entries[figure]) ?? firstReads.get(figure);
  const values = entry?.values as Record<string, unknown> | undefined;
  return [String(values?.speed ?? ''), (speed) => entry && setterOf(entry.table)({ speed } as Partial<Values<Fields>>)];
}

/** What the address says of a figure's frame; nothing where it is no preset. */
export function usePreset(figure: string): Preset {
  const entry = useEntries((entries) => entries[figure]) ?? firstReads.get(figure);
  return useMemo(() => {
    const { title = '', note = '', hide = '', pin = '' } = (entry?.values ?? {}) as Record<string, string | undefined>;
    return { title, note, hide: listed(hide) as Hideable[], pin: listed(pin) };
  }, [entry]);
}

/** The part of the query string that opens a figure as it is now, as a preset. */
export function presetQuery(figure: string, { title, note, hide, pin }: Preset): string {
  const entry = useEntries.getState()[figure] ?? firstReads.get(figure);
  return entry
    ? writeState(entry.table, { ...entry.values, title, note, hide: hide.join('.'), pin: pin.join('.') } as Values<Fields>, '')
    : '';
}

/** A figure's table of state and its values now; undefined where the figure is not shown. */
export const standingOf = (figure: string): Pick<Entry, 'table' | 'values'> | undefined =>
  useEntries.getState()[figure] ?? firstReads.get(figure);

/** A figure's fields, as the address has them now, and whether each is at its default. */
export function fieldsNow(figure: string): readonly { readonly key: string; readonly value: string; readonly changed: boolean }[] {
  const entry = useEntries.getState()[figure] ?? firstReads.get(figure);
  if (!entry) return [];
  return Object.entries<Field<unknown>>(entry.table.fields).map(([key, field]) => {
    const value = field.format((entry.values as Record<string, unknown>)[key]);
    return { key, value, changed: value !== field.format(field.default) };
  });
}

/** The part of the query string that belongs to one figure, as it stands now: for its share link. Empty when all is at its default. */
export function figureQuery(figure: string): string {
  const entry = useEntries.getState()[figure] ?? firstReads.get(figure);
  return entry ? writeState(entry.table, entry.values, '') : '';
}

/**
 * Puts a figure into the state that a query string says (a stage, another window), and the address with it: what the query leaves out is
 * at its default. A figure that is not shown yet will find it there.
 */
export function applyFigureQuery(figure: string, query: string): void {
  const known = useEntries.getState()[figure] ?? firstReads.get(figure);
  firstReads.delete(figure);
  const prefix = prefixOf(figure);
  const own = [...new URLSearchParams(query)].filter(([key]) => key.startsWith(prefix));
  const params = new URLSearchParams(window.location.search);
  for (const key of [...params.keys()]) if (key.startsWith(prefix)) params.delete(key);
  for (const [key, value] of own) params.set(key, value);
  const search = params.toString();
  window.history.replaceState(window.history.state, '', window.location.pathname + (search && `?${search}`) + window.location.hash);
  if (known) useEntries.setState({ [figure]: { table: known.table, ...readState(known.table, query) } });
}

/** Whether a figure is in the state that a query string says; one that is not shown yet, whether it will be. */
export function isInState(figure: string, query: string): boolean {
  const entry = useEntries.getState()[figure] ?? firstReads.get(figure);
  if (entry) return figureQuery(figure) === writeState(entry.table, readState(entry.table, query).values, '');
  const part = (search: string) => [...new URLSearchParams(search)].filter(([key]) => key.startsWith(prefixOf(figure))).map(String);
  return part(window.location.search).sort().join() === part(query).sort().join();
}

/** Calls `then` whenever a figure's values have changed, with the query string that says them. Returns how to call it off. */
export function onFigureQuery(then: (figure: string, query: string) => void): () => void {
  return useEntries.subscribe((now, before) => {
    for (const [figure, entry] of Object.entries(now))
      if (entry !== before[figure]) then(figure, writeState(entry.table, entry.values, ''));
  });
}

/** Entries read but not changed yet, so that every render until the first change sees the same object. */
const firstReads = new Map<string, Entry>();
/** How many components show each figure's state; at none it is forgotten, and read anew from the address next time. */
const users = new Map<string, number>();
// biome-ignore lint/suspicious/noExplicitAny: one setter per table, typed where it is handed out
const setters = new WeakMap<StateTable<any>, (changed: any) => void>();

function entryOf(table: StateTable<Fields>): Entry {
  const known = firstReads.get(table.figure);
  if (known && known.table === table) return known;
  const entry = { table, ...readState(table, window.location.search) };
  firstReads.set(table.figure, entry);
  return entry;
}

function setterOf<F extends Fields>(table: StateTable<F>): (changed: Partial<Values<F>>) => void {
  let setter = setters.get(table);
  if (!setter) {
    setter = (changed: Partial<Values<F>>) => {
      const before = useEntries.getState()[table.figure] ?? entryOf(table);
      const pinned = listed(String((before.values as Record<string, unknown>).pin ?? ''));
      const free = Object.fromEntries(Object.entries(changed).filter(([key]) => !pinned.includes(key)));
      const values: Record<string, unknown> = { ...before.values, ...free };
      const settled = Object.keys(changed).map((key) => prefixOf(table.figure) + key);
      const held = Object.entries<unknown>(changed)
        .filter(([key, value]) => pinned.includes(key) && value !== values[key])
        .map(([key]) => key);
      const problems = [
        ...before.problems.filter((p) => !settled.includes(p.param)),
        ...held.map((key) => ({ param: prefixOf(table.figure) + key, given: '', message: heldFast(key) })),
      ];
      useEntries.setState({ [table.figure]: { table, values: values as Values<Fields>, problems } });
      scheduleWrite();
    };
    setters.set(table, setter);
  }
  return setter;
}

function useWhileShown(figure: string): void {
  useEffect(() => {
    users.set(figure, (users.get(figure) ?? 0) + 1);
    return () => {
      users.set(figure, (users.get(figure) ?? 1) - 1);
      queueMicrotask(() => users.get(figure) === 0 && forget(figure)); // StrictMode mounts again at once
    };
  }, [figure]);
}

function forget(figure: string): void {
  users.delete(figure);
  firstReads.delete(figure);
  const { [figure]: _gone, ...rest } = useEntries.getState();
  useEntries.setState(rest, true);
}

if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    firstReads.clear();
    const entries = Object.values(useEntries.getState()).map(({ table }) => [table.figure, entryOf(table)]);
    useEntries.setState(Object.fromEntries(entries), true);
  });
}

let pending: ReturnType<typeof setTimeout> | undefined;
let wroteAt = Number.NEGATIVE_INFINITY;
/** Browsers allow about ten address changes a second, and a dragged slider makes sixty. */
const WRITE_EVERY_MS = 250;

/** A change is written at once, or a quarter of a second after the one before. */
function scheduleWrite(): void {
  if (pending !== undefined) return;
  const wait = wroteAt + WRITE_EVERY_MS - performance.now();
  if (wait <= 0) write();
  else pending = setTimeout(write, wait);
}

function write(): void {
  clearTimeout(pending);
  pending = undefined;
  wroteAt = performance.now();
  let search = window.location.search;
  for (const { table, values } of Object.values(useEntries.getState())) search = writeState(table, values, search);
  const query = search && search !== '?' ? `?${search.replace(/^\?/, '')}` : '';
  try {
    window.history.replaceState(window.history.state, '', window.location.pathname + query + window.location.hash);
  } catch {
    pending = setTimeout(write, 1_000); // WebKit throws where others wait
  }
}

/**
 * What is still to be written is written before the page is left: with the hand's last move (a drag that ends, a key let go: after what
 * they do), by a link (its click comes here first), by the Back button (the pointer leaves the page for it) or its keys, or in whatever
 * other way. Going back within these notes hides no page, and the address that is left can not be written any more when one hears of it.
 */
function writeNow(): void {
  if (pending !== undefined) write();
}
if (typeof window !== 'undefined') {
  for (const event of ['pointerup', 'pagehide', 'blur']) window.addEventListener(event, writeNow);
  // Arrow keys are tapped as one drags: their changes keep to the pace, since an address written at every tap costs each picture some milliseconds.
  window.addEventListener('keyup', (event) => event.key.startsWith('Arrow') || writeNow());
  document.addEventListener('visibilitychange', writeNow);
  document.addEventListener('click', writeNow, true);
  document.documentElement.addEventListener('pointerleave', writeNow);
  window.addEventListener('keydown', (event) => (event.altKey || event.metaKey) && writeNow(), true);
}

const prefixOf = (figure: string): string => `${figure.slice(figure.indexOf('.') + 1)}.`;

function parseWithin(text: string, min: number, max: number): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

const shorten = (given: string): string => (given.length > 40 ? `${given.slice(0, 40)}…` : given);

function badValue(param: string, given: string, field: Field<unknown>): Bilingual {
  const used = field.format(field.default);
  return {
    zh: `地址中的 ${param}=${shorten(given)} 无法使用（${field.expects.zh}），已改用默认值 ${used}。`,
    en: `The address says ${param}=${shorten(given)}, which cannot be used (expected ${field.expects.en}); the default ${used} is used instead.`,
  };
}

const heldFast = (key: string): Bilingual => ({
  zh: `这里固定了 ${key}，不能更改。`,
  en: `Here ${key} is held fast and cannot be changed.`,
});

const unknownParam = (param: string): Bilingual => ({
  zh: `地址中的参数 ${shorten(param)} 不存在，已忽略。`,
  en: `The address sets ${shorten(param)}, which this figure does not have; it is ignored.`,
});
