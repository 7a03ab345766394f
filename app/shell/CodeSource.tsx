/** Lines of a running source as they stand in their file: coloured, numbered, identifiers linked to the symbols they stand for, one of them lit if asked. */
import { Highlight } from 'prism-react-renderer';
import { use, useEffect, useMemo, useRef } from 'react';
import styles from './CodePanel.module.css';
import { kept } from './lazy';
import { symbolOf } from './linkedSymbols';
import { type Region, regionsOf } from './regions';
import { readSource } from './sources';

const loaders = new Map<string, () => Promise<{ default: string }>>();

/** The text of a file, fetched once. */
function load(file: string): Promise<{ default: string }> {
  const loader = loaders.get(file) ?? kept(() => readSource(file));
  loaders.set(file, loader);
  return loader();
}

export interface Shown {
  readonly file: string;
  readonly region?: string;
}

interface Lit {
  /** All of the file, not only its regions. */
  readonly whole?: boolean;
  readonly stage?: string | null;
  /** Words of the one line to be lit and kept in sight. */
  readonly line?: string;
}

/** The regions of a file, or all of it; lit is the region of the stage, or the line that holds `line`. Suspends while it is fetched. */
export default function Source({ file, region: only, whole = false, stage = null, line }: Shown & Lit) {
  const { default: source } = use(load(file));
  const all = useMemo(() => regionsOf(source), [source]);
  const named = all.filter((r) => (only ? r.name === only : r.name !== null));
  const shown = whole || named.length === 0 ? all : named;
  return shown.map((region) => <Piece key={region.line} region={region} lit={region.name !== null && region.name === stage} line={line} />);
}

function Piece({ region, lit, line: wanted }: { region: Region; lit: boolean; line?: string }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const piece = element.current;
    const scroll = piece?.parentElement;
    if (lit && piece && scroll) scroll.scrollTo({ top: piece.offsetTop - 16, behavior: 'smooth' });
    const row = wanted ? piece?.querySelector<HTMLElement>('[data-lit-line]') : null;
    if (row && piece && scroll) scroll.scrollTo({ top: piece.offsetTop + row.offsetTop - scroll.clientHeight / 2, behavior: 'smooth' });
  }, [lit, wanted]);
  const litAt = wanted ? region.code.split('\n').findIndex((code) => code.includes(wanted)) : -1;
  return (
    <div ref={element} className={styles.region} data-lit-region={lit || undefined}>
      {region.name && <span className={styles.name}>{region.name}</span>}
      <Highlight code={region.code} language="tsx" theme={{ plain: {}, styles: [] }}>
        {({ tokens, getTokenProps }) => (
          <pre className={styles.code} translate="no">
            {tokens.map((line, i) => (
              <span key={i} className={styles.line} data-lit-line={i === litAt || undefined}>
                <span className={styles.lineNumber} aria-hidden="true">
                  {region.line + i}
                </span>
                {line.map((token, j) => {
                  const { className, children } = getTokenProps({ token });
                  const plainText = token.types.includes('comment') || token.types.includes('string');
                  return plainText ? (
                    <span key={j} className={className}>
                      {children}
                    </span>
                  ) : (
                    <Words key={j} className={className} content={token.content} />
                  );
                })}
                {'\n'}
              </span>
            ))}
          </pre>
        )}
      </Highlight>
    </div>
  );
}

/** A token whose identifiers carry the name of the symbol they stand for. */
function Words({ className, content }: { className: string; content: string }) {
  const parts = content.split(/([A-Za-z_$][\w$]*)/);
  return (
    <span className={className}>
      {parts.map((part, i) => {
        const symbol = i % 2 ? symbolOf(part) : null;
        return symbol ? (
          <span key={i} data-thing={symbol}>
            {part}
          </span>
        ) : (
          part
        );
      })}
    </span>
  );
}
