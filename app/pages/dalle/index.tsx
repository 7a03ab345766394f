/** The dalle page: its note in both languages, its figures, its formulas. */
import { lazy } from '../../shell/lazy';
import { NotePage } from '../../shell/NotePage';
import { figures } from './figures';
import { formulas } from './formulas';
import { heights } from './heights';

export const note = { zh: lazy(() => import('./note.zh.mdx')), en: lazy(() => import('./note.en.mdx')) };

export default function DallePage() {
  return <NotePage page="dalle" note={note} figures={figures} heights={heights} formulas={formulas} />;
}
