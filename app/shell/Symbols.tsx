/** A table of symbols: each as the formulas write it, and what it stands for. */
import { useLang, useText } from '../i18n';
import type { PageSymbol } from './pageSymbols';
import styles from './Symbols.module.css';
import { Tex } from './Tex';
import { text } from './text';

export function Symbols({ symbols }: { readonly symbols: readonly PageSymbol[] }) {
  const t = useText(text).note;
  const lang = useLang();
  return (
    <table className={styles.symbols}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t.symbol}</th>
          <th scope="col">{t.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {symbols.map((symbol) => (
          <tr key={symbol.en}>
            <td>
              <Tex tex={symbol.tex} html={symbol.html} />
            </td>
            <td>{withSubscripts(symbol[lang])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Words in which `_` begins a subscript: `z_j`, `y_{<i}`. */
const withSubscripts = (words: string) =>
  words.split(/_(\{[^}]*\}|[A-Za-zα-ω∅]+)/).map((part, i) => (i % 2 ? <sub key={i}>{part.replace(/[{}]/g, '')}</sub> : part));
