/** Freezing a figure: its run stops, and a picture of its body, taken once, stands in its place in every window. */
import { rest } from '../../store/rest';
import { fontFaces } from '../picture';
import { write } from '../svg/htmlAsSvg';
import { make, type Pass } from '../svg/parts';
import type { FigureLab } from '../types';
import { boardOf, change, FREEZING, type Frozen, leftToOther, PENS, type Pen, type Tool, thaw } from './boards';
import { ZOOM } from './ink';

interface Figure {
  readonly id: string;
  readonly element: HTMLElement;
  /** Its run as it is now; null where nothing runs. */
  readonly run: () => FigureLab | null;
}

/** How long a figure is given to draw what it was told [ms]. */
const LOOK_MS = 40;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Freezes the figure; false where there is nothing to be seen yet. A picture that was drawn on comes back as it was left, unless it is to be taken anew. */
export async function freeze({ id, element, run }: Figure, tool: Tool, anew = false): Promise<boolean> {
  const before = boardOf(id);
  const ran = run()?.status === 'running' || (anew && (before?.ran ?? false));
  if (!anew && before && before.strokes.length > 0) {
    if (ran) run()?.pause();
    change(id, { shown: true, ran, tool });
    return true;
  }
  if (leftToOther(id, tool)) return true;
  const live = run();
  if (live?.canPlay) {
    await rest(live);
    await pause(LOOK_MS); // the last step's picture is drawn by then
  }
  // A plot that was lifted out of the figure is put back, to be in the picture (StageView).
  if (!element.dispatchEvent(new CustomEvent(FREEZING, { bubbles: true, cancelable: true }))) await pause(2 * LOOK_MS);
  const lab = run();
  const picture = await taken(element, lab?.canPlay ? lab.step : null);
  if (!picture) return false;
  const lens = { ...middleOf(element), zoom: ZOOM.first };
  change(id, { picture, shown: true, ran, tool, colour: before?.colour ?? 'ink', strokes: [], live: null, theirs: null, past: [], lens });
  return true;
}

/** Shows the live figure again; a run that was going goes on. */
export function leave(id: string, run: Figure['run']): void {
  const goesOn = boardOf(id)?.ran;
  thaw(id);
  if (goesOn) run()?.play();
}

/** The middle of what is seen of a figure's body, from the body's upper left corner [CSS px]. */
function middleOf(figure: HTMLElement): { x: number; y: number } {
  const body = (figure.querySelector('[data-body]') ?? figure).getBoundingClientRect();
  const room = figure.closest('[data-area]')?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight };
  const [top, bottom] = [Math.max(body.top, room.top), Math.min(body.bottom, room.bottom)];
  return { x: body.width / 2, y: (top < bottom ? (top + bottom) / 2 : body.top + body.height / 2) - body.top };
}

/** The picture of a figure's body; null while it is empty. */
async function taken(figure: HTMLElement, step: number | null): Promise<Frozen | null> {
  const body = figure.querySelector<HTMLElement>('[data-body]');
  if (!body?.querySelector('svg, canvas')) return null;
  const board = body.querySelector<HTMLElement>('[data-board]');
  const { left, top, width, height } = body.getBoundingClientRect();
  if (width < 1 || height < 1) return null;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const paper = getComputedStyle(document.body).backgroundColor;
  const svg = make('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` });
  svg.append(make('rect', { width: '100%', height: '100%', fill: paper }));
  const pass: Pass = { left, top, fonts: new Set() };
  // For this moment what an older picture lies over is there; nothing is painted meanwhile.
  const frozen = figure.hasAttribute('data-frozen');
  if (frozen) figure.removeAttribute('data-frozen');
  board?.style.setProperty('display', 'none');
  write(body, svg, pass);
  board?.style.removeProperty('display');
  if (frozen) figure.setAttribute('data-frozen', 'true');
  const fonts = make('style');
  fonts.textContent = await fontFaces(pass.fonts);
  if (fonts.textContent) svg.prepend(fonts);
  const colours = Object.fromEntries(PENS.map((pen) => [pen, colour(pen === 'ink' ? '--ink' : `--role-${pen}`)])) as Record<Pen, string>;
  return { source: new XMLSerializer().serializeToString(svg), width, height, paper, colours, step };
}
