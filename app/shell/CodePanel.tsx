/** The running source of a figure's model, region by region; the region of the stage being executed is lit and kept in sight. */
import { Highlight } from 'prism-react-renderer';
import { Suspense, use, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n';
import { Boundary } from './Boundary';
import styles from './CodePanel.module.css';
import { kept } from './lazy';
import { symbolOf } from './linkedSymbols';
import type { CodeRef } from './manifest';
import { type Region, regionsOf } from './regions';
import { readSource } from './sources';
import { text } from './text';

const loaders = new Map<string, () => Promise<{ default: string }>>();

/** The text of a file, fetched once. */
function load(file: string): Promise<{ default: string }> {
  const loader = loaders.get(file) ?? kept(() => readSource(file));
  loaders.set(file, loader);
  return loader();
}

interface Shown {
  readonly file: string;
  readonly region?: string;
}
const shownOf = (ref: CodeRef): Shown => (typeof ref === 'string' ? { file: ref } : ref);

export default function CodePanel({ code, stage }: { code: readonly CodeRef[]; stage: string | null }) {
  const t = useText(text).figure;
  const group = useId();
  const [chosen, setChosen] = useState(0);
  const [whole, setWhole] = useState(false);
  const refs = code.map(shownOf);
  const ref = refs[Math.min(chosen, refs.length - 1)];
  return (
    <section className={styles.panel} aria-label={t.code}>
      <div className={styles.head}>
        <div className={styles.files}>
          {refs.map((c, i) => (
            <label key={`${c.file}#${c.region ?? ''}`} className={styles.file}>
              <input type="radio" name={group} checked={i === chosen} onChange={() => setChosen(i)} />
              <span>{c.region ? `${c.file} · ${c.region}` : c.file}</span>
            </label>
          ))}
        </div>
        <label className={styles.whole}>
          <input type="checkbox" checked={whole} onChange={(e) => setWhole(e.target.checked)} /> <span>{t.wholeFile}</span>
        </label>
      </div>
      <p className={styles.note}>{t.codeNote}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={ref.file}>
        <Boundary at={ref.file}>
          <Suspense fallback={<p className={styles.note}>{t.loading}</p>}>
            <Source {...ref} whole={whole} stage={stage} />
          </Suspense>
        </Boundary>
      </div>
    </section>
  );
}

/** The regions of a file, or all of it. Suspends while it is fetched. */
function Source({ file, region: only, whole, stage }: Shown & { whole: boolean; stage: string | null }) {
  const { default: source } = use(load(file));
  const all = useMemo(() => regionsOf(source), [source]);
  const named = all.filter((r) => (only ? r.name === only : r.name !== null));
  const shown = whole || named.length === 0 ? all : named;
  return shown.map((region) => <Piece key={region.line} region={region} lit={region.name !== null && region.name === stage} />);
}

function Piece({ region, lit }: { region: Region; lit: boolean }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const piece = element.current;
    const scroll = piece?.parentElement;
    if (lit && piece && scroll) scroll.scrollTo({ top: piece.offsetTop - 16, behavior: 'smooth' });
  }, [lit]);
  return (
    <div ref={element} className={styles.region} data-lit-region={lit || undefined}>
      {region.name && <span className={styles.name}>{region.name}</span>}
      <Highlight code={region.code} language="tsx" theme={{ plain: {}, styles: [] }}>
        {({ tokens, getTokenProps }) => (
          <pre className={styles.code} translate="no">
            {tokens.map((line, i) => (
              <span key={i} className={styles.line}>
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
