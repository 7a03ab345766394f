/** Which letters a formula is written with. */

/** Marks and names, which are no letters: what they take as an argument is skipped with them. */
const NAMES = /\\(?:text|mathrm|operatorname\*?|begin|end)\s*(?:\{[^{}]*\}|[A-Za-z])/g;
/** Of \thing{name}{…} and \role{name}{…} the name. */
const MARKS = /\\(?:thing|role)\{[^{}]*\}/g;
const GREEK =
  /^\\(?:var)?(?:alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|phi|psi|chi|sigma|tau|omega|Sigma|Delta|Omega|Phi|Psi|Theta|Lambda|ell|nabla|partial|nothing|rho|nu|xi|kappa|zeta|pi)$/;

/** Latin letters as they are, Greek ones and ∇, ∂, ∅, ℓ as TeX commands. Names such as \log or \text{data} are no letters. */
export function lettersOf(tex: string): Set<string> {
  const letters = new Set<string>();
  for (const [token] of tex
    .replace(NAMES, ' ')
    .replace(MARKS, ' ')
    .matchAll(/\\[A-Za-z]+|[A-Za-z]/g))
    if (token.length === 1 || GREEK.test(token)) letters.add(token);
  return letters;
}
