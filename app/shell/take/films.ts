/** Films being made, by figure: a film goes on when the menu that began it is closed, and the menu opened again shows how far it has come. */
import { create } from 'zustand';
import { noteUrl } from '../figureAddress';
import { download } from '../picture';
import type { FigureLab } from '../types';
import { type FilmPlan, filmOf } from './film';

/** What has become of a figure's film. */
export type Film =
  | { readonly how: 'going'; readonly done: number; readonly of: number; readonly stop: () => void }
  | { readonly how: 'made'; readonly pictures: number; readonly bytes: number }
  | { readonly how: 'failed' };

export const useFilms = create<Readonly<Record<string, Film | undefined>>>(() => ({}));

/** Makes a film and hands it to the reader. One at a time of a figure. */
export async function makeFilm(id: string, figure: HTMLElement, run: (() => FigureLab | null) | null, plan: FilmPlan): Promise<void> {
  if (useFilms.getState()[id]?.how === 'going') return;
  const abort = new AbortController();
  const say = (film: Film | undefined) => useFilms.setState({ [id]: film });
  const tell = (done: number) => say({ how: 'going', done, of: plan.pictures, stop: () => abort.abort() });
  tell(0);
  try {
    const film = await filmOf(figure, run, () => noteUrl(id).href, plan, tell, abort.signal);
    if (film) download(new Blob([film.bytes], { type: 'image/gif' }), `${id.replace('.', '-')}.gif`);
    say(film ? { how: 'made', pictures: film.pictures, bytes: film.bytes.length } : { how: 'failed' });
  } catch {
    say(abort.signal.aborted ? undefined : { how: 'failed' });
  }
}
