/** The formulas a figure computes, each with the function that computes it; symbols light what they stand for. */
import { useText } from '../i18n';
import styles from './FormulaPanel.module.css';
import { PageLink } from './Link';
import { symbolsIn } from './pageSymbols';
import { useFormulas, useSymbols } from './routes';
import { Symbols } from './Symbols';
import { Tex } from './Tex';
import { text } from './text';
import { useBroughtIn } from './useBroughtIn';

export default function FormulaPanel({ page, ids, stage }: { page: string; ids: readonly string[]; stage: string | null }) {
  const t = useText(text);
  const formulas = useFormulas(page);
  const symbols = useSymbols(page);
  const panel = useBroughtIn<HTMLElement>();
  const tex = ids.flatMap((id) => formulas[id]?.tex ?? []);
  return (
    <section ref={panel} className={styles.panel} aria-label={t.figure.formula} data-panel>
      {ids.map((id) => {
        const formula = formulas[id];
        return (
          <div key={id} className={styles.row} data-formula={id} data-lit-region={id === stage || undefined}>
            {formula ? <Tex tex={formula.tex} html={formula.html} display /> : <p>{t.note.formulaMissing(id)}</p>}
            {formula?.fn && (
              <p className={styles.fn}>
                <span>{t.figure.computedBy}</span> <code>{formula.fn.split('#').reverse().join(' · ')}</code>
              </p>
            )}
          </div>
        );
      })}
      <p className={styles.fn}>{t.figure.formulaNote}</p>
      <details className={styles.letters}>
        <summary>{t.note.letters}</summary>
        <Symbols symbols={symbolsIn(symbols, tex)} />
        <PageLink to={`/${page}#symbols`}>{t.note.allLetters}</PageLink>
      </details>
    </section>
  );
}
