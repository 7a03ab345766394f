/** The symbols of a page, at the end of its note: fetched after the first paint, like all that is not needed to begin reading. */
import { Suspense, useEffect, useState } from 'react';
import { useText } from '../i18n';
import { afterFirstPaint } from './afterFirstPaint';
import { Boundary } from './Boundary';
import styles from './NotePage.module.css';
import type { PageKey } from './pages';
import { prerendered } from './prerendered';
import { useSymbols } from './routes';
import { Symbols } from './Symbols';
import { text } from './text';

const Table = ({ page }: { readonly page: PageKey }) => <Symbols symbols={useSymbols(page)} />;

export function PageSymbols({ page }: { readonly page: PageKey }) {
  const t = useText(text).note;
  const [turn, setTurn] = useState(prerendered.headings.length > 0); // in the built text, and in what takes that over, at once
  useEffect(() => void afterFirstPaint.then(() => setTurn(true)), []);
  return (
    <section className={styles.sources} id="symbols" aria-label={t.symbols}>
      <h2>{t.symbols}</h2>
      <Boundary>
        <Suspense>{turn && <Table page={page} />}</Suspense>
      </Boundary>
    </section>
  );
}
