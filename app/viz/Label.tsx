/**
 * Words with `_` before a subscript: "L_D 1.38", "p_data". A tilde over a letter (β̃) is set as a sign of its own: what a font makes of the
 * combining one is left to chance, down to a tilde beside the letter or none.
 */
import { Fragment } from 'react';
import styles from './Label.module.css';

const pieces = (words: string) => words.split(/(_[A-Za-z]+|\p{L}\u0303)/u).filter((part) => part !== '');
const TILDE = '˜';
/** Where it stands over a letter as wide as β, in em; over an ascender it is raised. */
const [BACK, UP, ON] = [-0.47, 0.2, 0.08];
const isTall = (letter: string) => /[βδθλA-Z]/.test(letter);
const SUB = 0.8;

/** Inside an SVG. */
export function label(words: string) {
  // How far below the line, and before its place, the next piece would begin.
  let [down, short] = [0, 0];
  return pieces(words).map((part, i) => {
    const [dy, dx] = [down ? -down : 0, short];
    [down, short] = [0, 0];
    if (part.startsWith('_')) {
      down = 0.28 * SUB;
      return (
        <tspan key={i} dx={em(dx / SUB)} dy={em(dy / SUB + 0.28)} fontSize={`${SUB}em`}>
          {part.slice(1)}
        </tspan>
      );
    }
    const plain = (
      <tspan key={i} dx={em(dx)} dy={em(dy)}>
        {part.replace('\u0303', '')}
      </tspan>
    );
    if (!part.endsWith('\u0303')) return plain;
    const up = isTall(part) ? UP : 0.02;
    [down, short] = [-up, ON];
    return (
      <Fragment key={i}>
        {plain}
        <tspan dx={em(BACK)} dy={em(-up)}>
          {TILDE}
        </tspan>
      </Fragment>
    );
  });
}

const em = (v: number): string | undefined => (v === 0 ? undefined : `${Number(v.toFixed(3))}em`);

/** Inside HTML. */
export function written(words: string) {
  return pieces(words).map((part, i) => {
    if (part.startsWith('_')) return <sub key={i}>{part.slice(1)}</sub>;
    if (!part.endsWith('\u0303')) return <span key={i}>{part}</span>;
    return (
      <span key={i} className={styles.tilde} data-tall={isTall(part) || undefined}>
        {part.replace('\u0303', '')}
        <span>{TILDE}</span>
      </span>
    );
  });
}
