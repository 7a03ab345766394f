/** A formula: as the build rendered it, or, for formulas made at run time, by KaTeX loaded when first needed. */
import { use } from 'react';
import { complete } from './adopt';
import './katex.generated.css';
import { katexOptions } from './katex';
import { kept } from './lazy';

const katex = kept(() => import('katex'));
const cache = new Map<string, string>();

/** Asks for KaTeX before it is needed. */
export const preloadTex = (): void => void katex().catch(() => {});

/** HTML of a formula; a TeX mistake gives its source instead of a broken page. Once KaTeX is there it takes no waiting: numbers change with every picture. */
function Live({ tex, display }: { tex: string; display: boolean }) {
  const { default: k } = use(katex());
  const key = `${display ? 'd' : 'i'}${tex}`;
  let html = cache.get(key);
  if (html === undefined) {
    html = k.renderToString(tex, { ...katexOptions, macros: { ...katexOptions.macros }, displayMode: display, throwOnError: false });
    if (cache.size > 300) cache.clear();
    cache.set(key, html);
  }
  return <Html html={html} display={display} />;
}

function Html({ html, display }: { html: string; display: boolean }) {
  const Tag = display ? 'div' : 'span';
  return (
    <Tag
      translate="no"
      ref={(element: Element | null) => complete(element, html)}
      suppressHydrationWarning // built text has it without MathML
      // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX's own output from our own sources
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

/** Needs a Suspense boundary above it when `html` is not given. */
export function Tex({ tex, html, display = false }: { readonly tex: string; readonly html?: string; readonly display?: boolean }) {
  return html ? <Html html={html} display={display} /> : <Live tex={tex} display={display} />;
}
