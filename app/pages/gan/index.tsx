/** The gan page: its note in both languages, its figures, its formulas. */
import { lazy } from '../../shell/lazy';
import { NotePage } from '../../shell/NotePage';
import { figures } from './figures';
import { formulas } from './formulas';
import { heights } from './heights';

export const note = { zh: lazy(() => import('./note.zh.mdx')), en: lazy(() => import('./note.en.mdx')) };

export default function GanPage() {
  return <NotePage page="gan" note={note} figures={figures} heights={heights} formulas={formulas} />;
}
