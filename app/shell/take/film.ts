/**
 * A film of a figure: it is brought to one place after the other, by its own steps or along its axis of time, and each time its picture is
 * taken when all of it is drawn. Nothing is recorded from the screen: however slow the machine, every picture is of the very step it names.
 */
import { answering } from '../../store/lab';
import { rest } from '../../store/rest';
import { thaw } from '../board/boards';
import { asPng, pictureOf } from '../picture';
import type { FigureLab } from '../types';
import { Gif } from './gif';

export interface FilmPlan {
  /** How many pictures at most; a run that ends has fewer. */
  readonly pictures: number;
  /** Steps of the run from one picture to the next. */
  readonly every: number;
  /** Whether the run begins anew. */
  readonly anew: boolean;
}

export interface Film {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pictures: number;
}

/** Widest picture of a film [px]: a film for a slide, not for print. */
const WIDEST = 900;
/** How long pictures are shown [ms]; the first and the last longer, for they are what is compared. */
const SHOWN = { first: 600, between: 120, last: 2_000 } as const;
/** Looks at a picture until it stays as it is. */
const LOOKS = 40;
/** What a figure has asked its run for is waited for so long [ms]; then the picture is taken as it stands. */
const PATIENCE_MS = 10_000;

/** Goes to the next place; false when there is none. */
type Next = () => Promise<boolean>;

export const frame = () =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, 100); // a hidden tab draws no frames
    requestAnimationFrame(() => {
      clearTimeout(timer);
      done();
    });
  });

export async function until(there: () => boolean, signal: AbortSignal): Promise<void> {
  while (!there()) {
    signal.throwIfAborted();
    await frame();
  }
}

/** The axis of time of a figure, if it has one. */
export const axisOf = (figure: Element): SVGSVGElement | null => figure.querySelector<SVGSVGElement>('svg[data-axis]');

/** By the steps of the run, from its beginning or from where it is. */
async function bySteps(run: () => FigureLab | null, { every, anew }: FilmPlan, signal: AbortSignal): Promise<Next> {
  const lab = () => run() ?? stopped();
  lab().pause();
  await rest(lab());
  if (lab().speed === 'stage') lab().setSpeed('max');
  if (anew) {
    lab().reset();
    await frame();
  }
  const resting = () => {
    if (lab().status === 'error') stopped();
    return lab().status !== 'loading' && lab().status !== 'running' && (!anew || lab().step === 0);
  };
  await until(resting, signal);
  return async () => {
    for (let i = 0; i < every; i++) {
      const { status, step } = lab();
      if (status === 'done') return i > 0;
      lab().stepOnce();
      await until(() => lab().step > step || lab().status === 'done' || (lab().status === 'error' && stopped()), signal);
    }
    return true;
  };
}

const stopped = (): never => {
  throw new Error('the run stopped');
};

/** Along the axis of time, from its left end to its right, as a hand would draw the handle. */
async function byTime(figure: Element, { pictures }: FilmPlan): Promise<Next> {
  let at = 0;
  const move = async () => {
    const axis = axisOf(figure) ?? stopped();
    const rail = (axis.querySelector('line') ?? stopped()).getBoundingClientRect();
    const clientX = rail.left + (rail.width * at) / Math.max(1, pictures - 1);
    axis.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, buttons: 1, clientX, clientY: rail.top }));
    await frame();
  };
  await move();
  return async () => {
    if (++at >= pictures) return false;
    await move();
    return true;
  };
}

/** The figure's picture once nothing in it is under way any more. */
async function settled(figure: HTMLElement, address: () => string, signal: AbortSignal) {
  let before = '';
  const late = performance.now() + PATIENCE_MS;
  for (let look = 0; look < LOOKS; look++) {
    await frame();
    await until(() => !answering(figure.dataset.figure ?? '') || performance.now() > late, signal);
    await frame();
    const now = await pictureOf(figure, address());
    if (now && now.source === before) return now;
    before = now?.source ?? '';
  }
  return pictureOf(figure, address());
}

/**
 * @param tell how many pictures there are so far
 * Throws where the run stops, and what the signal was aborted with; null where there is nothing to take a picture of.
 */
export async function filmOf(
  figure: HTMLElement,
  run: (() => FigureLab | null) | null,
  address: () => string,
  plan: FilmPlan,
  tell: (pictures: number) => void,
  signal: AbortSignal,
): Promise<Film | null> {
  // It ends when it is told to, and when its figure is no longer in the page.
  const going = new AbortController();
  signal.addEventListener('abort', () => going.abort(signal.reason));
  const watch = setInterval(() => figure.isConnected || going.abort(new Error('the figure is gone')), 250);
  // A frozen figure would be filmed as it stands.
  thaw(figure.dataset.boardOf ?? '');
  await frame();
  const taken: Blob[] = [];
  // A figure may grow on its way; the film has room for its largest picture.
  let [width, height] = [1, 1];
  const steps = run?.()?.canPlay ? run : null;
  const speed = steps?.()?.speed;
  try {
    const next = steps ? await bySteps(steps, plan, going.signal) : await byTime(figure, plan);
    do {
      going.signal.throwIfAborted();
      const picture = await settled(figure, address, going.signal);
      if (!picture) return null;
      const scale = Math.min(1, WIDEST / picture.width);
      width = Math.max(width, Math.floor(picture.width * scale));
      height = Math.max(height, Math.floor(picture.height * scale));
      taken.push(await asPng(picture, scale));
      tell(taken.length);
    } while (taken.length < plan.pictures && (await next()));
  } finally {
    clearInterval(watch);
    // Step by step at the reader's own speed would be stage by stage.
    if (speed !== undefined && steps?.()?.speed !== speed) steps?.()?.setSpeed(speed);
  }

  const gif = new Gif(width, height);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) throw new Error('no canvas');
  for (const [i, png] of taken.entries()) {
    signal.throwIfAborted();
    const picture = await createImageBitmap(png); // one at a time: all of them at once are hundreds of megabytes
    ctx.fillStyle = getComputedStyle(document.body).backgroundColor;
    ctx.fillRect(0, 0, width, height);
    ctx.drawImage(picture, 0, 0);
    picture.close();
    gif.add(ctx.getImageData(0, 0, width, height).data, i === taken.length - 1 ? SHOWN.last : i === 0 ? SHOWN.first : SHOWN.between);
    await frame();
  }
  return { bytes: gif.bytes(), pictures: taken.length };
}
