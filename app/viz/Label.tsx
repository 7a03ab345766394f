/** Text inside an SVG, with `_` for a subscript: "L_D 1.38", "p_data". */

export function label(words: string) {
  return words.split(/(_[A-Za-z]+)/).map((part, i) =>
    part.startsWith('_') ? (
      <tspan key={i} dy="0.28em" fontSize="0.74em">
        {part.slice(1)}
      </tspan>
    ) : (
      <tspan key={i} dy={i > 0 ? '-0.21em' : undefined}>
        {part}
      </tspan>
    ),
  );
}
