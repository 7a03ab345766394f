/** The formulas a figure computes, each with the function that computes it; symbols light what they stand for. */
import { useText } from '../i18n';
import styles from './FormulaPanel.module.css';
import { useFormulas } from './routes';
import { Tex } from './Tex';
import { text } from './text';

export default function FormulaPanel({ page, ids, stage }: { page: string; ids: readonly string[]; stage: string | null }) {
  const t = useText(text);
  const formulas = useFormulas(page);
  return (
    <section className={styles.panel} aria-label={t.figure.formula}>
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
    </section>
  );
}
