/**
 * How a source is called in a sentence: all that a note's text needs of it. The build writes the names down (tools/vite-plugins.ts), so that
 * the whole list comes with the sources at a page's end, not before its text.
 */
import { references } from './references';

export const citations: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(references).map(([id, { short, year }]) => [id, `${short} ${year}`]),
);
