/** A source file cut at its `// #region name` … `// #endregion` marks; the marks themselves are not shown. */

export interface Region {
  /** Name after `#region`, or null for what lies between. */
  readonly name: string | null;
  readonly code: string;
  /** Number of the region's first line in the file, from 1. */
  readonly line: number;
}

const OPEN = /^\s*\/\/\s*#region\s+(.+?)\s*$/;
const CLOSE = /^\s*\/\/\s*#endregion\b/;

/** Regions may nest; an inner one ends the outer's piece and the outer goes on after it. Pieces of blank lines only are left out. */
export function regionsOf(source: string): Region[] {
  const regions: Region[] = [];
  const open: (string | null)[] = [null];
  let lines: string[] = [];
  let start = 1;
  const flush = (next: number) => {
    const lead = lines.findIndex((l) => l.trim() !== '');
    const code = lines
      .join('\n')
      .replace(/^(\s*\n)+/, '')
      .trimEnd();
    if (code) regions.push({ name: open[open.length - 1], code, line: start + Math.max(0, lead) });
    lines = [];
    start = next;
  };
  source.split('\n').forEach((line, index) => {
    const name = OPEN.exec(line)?.[1];
    if (name !== undefined) {
      flush(index + 2);
      open.push(name);
    } else if (CLOSE.test(line)) {
      flush(index + 2);
      if (open.length > 1) open.pop();
    } else lines.push(line);
  });
  flush(0);
  return regions;
}
