/**
 * What the manifests of figures promise: sources that are there to be shown, formulas and numbers whose function exists, is exported
 * and is one that the figure runs. (Where a figure stands: notes-parity; that it lives, alone: e2e.)
 */
import { describe, expect, it } from 'vitest';
import { allFigures } from '../../app/figures';
import type { FigureEntry } from '../../app/shell/manifest';
import type { Heights } from '../../app/shell/prose';
import { regionsOf } from '../../app/shell/regions';
import { readSource } from '../../app/shell/sources';
import { type Stage, seenState, stageQuery } from '../../app/shell/stages';
import type { Teaching } from '../../app/shell/teaching';
import type { Formulas } from '../../app/shell/types';
import { readState } from '../../app/store/url';
import { NOTES } from '../notes';
import { filesOf, reach, saidIn } from '../reach';

const isPage = (file: string) => file.startsWith('pages/') && !file.endsWith('.css');
const formulasOf = async (page: string): Promise<Formulas> =>
  NOTES.some((note) => note === page) ? (await import(`../../app/pages/${page}/formulas.ts`)).formulas : {};

/** The figure's own files, with what they say, and everything that they and their programs use. */
async function lookAt(page: string, name: string) {
  const component = filesOf(page)[name];
  const drawn = await reach([component]);
  const said = [...drawn.keys()].filter(isPage).map(saidIn);
  const programs = [...new Set(said.flatMap((s) => s.programs))].map((program) => `runtime/programs/${program.replace('.', '/')}.ts`);
  const used = new Map([...drawn, ...(programs.length ? await reach(programs) : [])]);
  for (const [file, names] of drawn) used.set(file, [...new Set([...names, ...(used.get(file) ?? [])])]);
  return {
    fns: new Set(said.flatMap((s) => s.fns)),
    formulas: new Set(said.flatMap((s) => s.formulas)),
    runs: (fn: string): boolean => {
      const [file, exported] = fn.split('#');
      return used.get(file)?.includes(exported) ?? false;
    },
  };
}

it('knows the figures of every page', () => {
  expect(allFigures.length).toBeGreaterThanOrEqual(22);
  expect(new Set(allFigures.map((figure) => figure.id)).size).toBe(allFigures.length);
});

it('has no source of another name', async () => {
  await expect(readSource('models/nothing.ts')).rejects.toThrow('models/nothing.ts');
});

/** Written out a second time in its program; on its way to be one function. */
const TWICE = ['models/diffusion/faces.ts#loss'];

/** Of each page's formulas, by function: whether a figure that shows it runs it. */
const run = new Map<string, boolean>();

describe.each(allFigures.map((figure) => [figure.id, figure] as const))('%s', (_id, { page, name, code, formulas }) => {
  it('shows sources that exist, and regions that they have', async () => {
    expect(code.length).toBeGreaterThan(0);
    for (const ref of code) {
      const { default: source } = await readSource(typeof ref === 'string' ? ref : ref.file);
      expect(source).toContain('export ');
      if (typeof ref !== 'string') expect(regionsOf(source).map((region) => region.name)).toContain(ref.region);
    }
  });

  it('names functions that it runs, and formulas that exist', async () => {
    const figure = await lookAt(page, name);
    const table = await formulasOf(page);
    for (const id of new Set([...formulas, ...figure.formulas])) {
      const { fn } = table[id] ?? {};
      if (fn) run.set(`${page}: ${fn}`, run.get(`${page}: ${fn}`) || figure.runs(fn));
    }
    expect([...figure.fns].filter((fn) => !figure.runs(fn) && !TWICE.includes(fn))).toEqual([]);
    expect([...figure.formulas].filter((id) => !Object.hasOwn(table, id))).toEqual([]);
  });
});

describe.each(NOTES)('formulas of %s', (page) => {
  it('name functions that a figure which shows them runs', async () => {
    const table = await formulasOf(page);
    const named = Object.values(table).flatMap(({ fn }) => (fn ? [`${page}: ${fn}`] : []));
    expect(named.filter((fn) => !run.get(fn) && !TWICE.some((twice) => fn.endsWith(twice)))).toEqual([]);
  });
});

it('a function that nothing uses counts as not run, one that a used one calls as run', async () => {
  const used = await reach(['runtime/programs/gan/variety.ts']);
  expect(used.get('models/gan/game.ts')).toContain('updateD');
  expect(used.get('models/gan/measures.ts')).not.toContain('slicedWasserstein');
  expect(used.has('models/vae/vae.ts')).toBe(false);
});

it.each(NOTES)('the place of every figure of /%s is kept while it comes: npm run heights', async (page) => {
  const { heights } = (await import(`../../app/pages/${page}/heights.ts`)) as { heights: Heights };
  expect(Object.keys(heights)).toEqual(allFigures.filter((figure) => figure.page === page).map(({ name }) => name));
});

describe.each(NOTES)('stages of /%s', (page) => {
  it('are figures of the page, in states that the figures have, each named once', async () => {
    const { stages } = (await import(`../../app/pages/${page}/stages.ts`)) as { stages: readonly Stage[] };
    expect(stages.length).toBeGreaterThanOrEqual(5);
    expect(new Set(stages.map((stage) => stage.id)).size).toBe(stages.length);
    for (const stage of stages) {
      const figure = allFigures.find(({ id }) => id === `${page}.${stage.figure}`);
      const { state } = await (figure as FigureEntry).load();
      expect(readState(state, stageQuery(stage)).problems, `${page} ${stage.id}`).toEqual([]);
      for (const words of [stage.sentence, stage.notes]) for (const said of [words.en, words.zh]) expect(said).not.toBe('');
      expect(stage.sentence.en.length, stage.id).toBeLessThanOrEqual(110);
      expect(stage.minutes).toBeGreaterThan(0);
      if (!stage.ask) continue;
      expect(stage.ask.question.en.length, stage.id).toBeLessThanOrEqual(110);
      expect(readState(state, stageQuery({ figure: stage.figure, state: seenState(stage) })).problems, `${page} ${stage.id}, seen`).toEqual(
        [],
      );
      if ('options' in stage.ask) {
        expect(stage.ask.options.length).toBeGreaterThanOrEqual(2);
        expect(stage.ask.options.length).toBeLessThanOrEqual(4);
        expect(stage.ask.options[stage.ask.right]).toBeDefined();
      }
    }
    expect(
      stages.some((stage) => stage.ask),
      'predict, then see',
    ).toBe(true);
    // The transport keeps the speed it was last given: where one stage of a figure says it, all do.
    for (const figure of new Set(stages.map((stage) => stage.figure))) {
      const said = stages.filter((stage) => stage.figure === figure).map(({ state }) => 'speed' in state);
      expect(new Set(said).size, `${figure}: speed`).toBe(1);
    }
  });
});

describe.each(NOTES)('what /%s has for a classroom', (page) => {
  it('has plans of its own stages that fit their minutes, and three exercises in states that its figures have', async () => {
    const { stages } = (await import(`../../app/pages/${page}/stages.ts`)) as { stages: readonly Stage[] };
    const { teaching } = (await import(`../../app/pages/${page}/teaching.ts`)) as { teaching: Teaching };
    for (const [minutes, plan] of Object.entries(teaching.plans)) {
      const places = plan.map((id) => stages.findIndex((stage) => stage.id === id));
      expect(places, `${page} ${minutes}`).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b)); // in the order of the deck
      const planned = places.reduce((sum, at) => sum + stages[at].minutes, 0);
      expect(planned, `${page}: what is planned for ${minutes} minutes`).toBeLessThanOrEqual(Number(minutes));
      expect(planned).toBeGreaterThan(Number(minutes) * 0.6);
    }
    expect(teaching.exercises).toHaveLength(3);
    for (const exercise of teaching.exercises) {
      const { state } = await (allFigures.find(({ id }) => id === `${page}.${exercise.figure}`) as FigureEntry).load();
      expect(readState(state, stageQuery(exercise)).problems).toEqual([]);
    }
  });
});
