/** The whole row: START, the words, END, and the picture's cells, with where the place that guesses is looking. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { layout } from '../../shell/layout';
import { type StripToken, TokenStrip } from '../../viz/TokenStrip';
import { percentOf } from './numbers';
import { CELLS, lookedAt, type Stream } from './streamState';
import { Token } from './Token';
import { text } from './text/stream';
import { written } from './tokens';

interface Props {
  readonly frame: StreamFrame;
  readonly stream: Stream;
}

export function StreamRow({ frame, stream }: Props) {
  const t = useText(text);
  const { s, set, picture, cell } = stream;
  const read = frame.texts[picture];
  const looked = useMemo(() => lookedAt(frame, s.head, cell, picture), [frame, s.head, cell, picture]);
  const { textPlaces } = frame;
  const fillers = textPlaces - 1 - read.kept;
  const filler = looked.subarray(1 + read.kept, textPlaces).reduce((a, b) => a + b, 0);
  const stage = frame.pictures.subarray((picture * (CELLS + 1) + CELLS) * 768, (picture * (CELLS + 1) + CELLS + 1) * 768);
  const tokens: StripToken[] = [
    { key: 'start', kind: 'special', content: t.start, place: '0', name: t.startName, weight: looked[0] },
    ...Array.from(
      { length: read.kept },
      (_, i): StripToken => ({
        key: `t${i}`,
        kind: 'text',
        place: String(i + 1),
        content: <Token bytes={read.bytes[i]} />,
        name: t.word(i + 1, written(read.bytes[i]), percentOf(looked[1 + i])),
        weight: looked[1 + i],
        marked: s.view === 'number' && s.place === 1 + i,
      }),
    ),
    {
      key: 'end',
      kind: 'special',
      content: t.end(fillers),
      place: fillers > 1 ? `${read.kept + 1}–${textPlaces - 1}` : String(textPlaces - 1),
      name: t.endName,
      weight: filler,
    },
    ...Array.from({ length: CELLS }, (_, c): StripToken => {
      const open = c >= s.cell;
      const code = frame.tokens[picture * CELLS + c];
      return {
        key: `c${c}`,
        kind: 'cell',
        place: String(textPlaces + c),
        content: open ? '·' : String(code),
        name: open ? t.blank(c + 1) : t.cell(c + 1, code, percentOf(looked[textPlaces + c])),
        weight: c < cell ? looked[textPlaces + c] : 0,
        dim: open,
        marked: (stream.config.forced[c] ?? -1) >= 0 || (s.view === 'number' && s.place === textPlaces + c),
      };
    }),
  ];
  const firstCell = tokens.length - CELLS;
  const choose = (index: number) => {
    if (index >= firstCell) {
      const c = index - firstCell;
      if (s.view === 'number' && c < cell) set({ place: textPlaces + c });
      else set({ cell: c });
    } else set({ place: index > read.kept ? textPlaces - 1 : index, view: 'number' });
  };
  return (
    <div>
      <p className={layout.caption}>
        <span>{t.row}</span>
        <small data-cell={s.cell}>{s.cell < CELLS ? t.now(s.cell + 1) : t.finished}</small>
      </p>
      <TokenStrip tokens={tokens} label={t.row} selected={firstCell + cell} onSelect={choose} picture={stage} />
    </div>
  );
}
