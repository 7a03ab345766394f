/** Words with `_` before a subscript: "L_D 1.38", "p_data". */

const pieces = (words: string) => words.split(/(_[A-Za-z]+)/);

/** Inside an SVG. */
export function label(words: string) {
  return pieces(words).map((part, i) =>
    part.startsWith('_') ? (
      <tspan key={i} dy="0.28em" fontSize="0.8em">
        {part.slice(1)}
      </tspan>
    ) : (
      <tspan key={i} dy={i > 0 ? '-0.21em' : undefined}>
        {part}
      </tspan>
    ),
  );
}

/** Inside HTML. */
export function written(words: string) {
  return pieces(words).map((part, i) => (part.startsWith('_') ? <sub key={i}>{part.slice(1)}</sub> : <span key={i}>{part}</span>));
}
