/**
 * What a note tells about itself only once it stands in the page (its headings, its sources): the build renders twice and hands it on
 * here, so that the text in the built page is whole. In the browser the first note reads it from that text (adopt.ts), later ones begin
 * with nothing.
 */
export interface Heading {
  readonly id: string;
  readonly label: string;
}

export const prerendered: { headings: readonly Heading[]; cited: readonly string[] } = { headings: [], cited: [] };
