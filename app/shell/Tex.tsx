/** A formula: as the build rendered it, or, for formulas made at run time, by KaTeX loaded when first needed. */
import { use } from 'react';
import 'katex/dist/katex.min.css';
import { katexOptions } from './katex';

let katex: Promise<typeof import('katex')> | null = null;
const cache = new Map<string, Promise<string>>();

/** HTML of a formula; a TeX mistake gives its source instead of a broken page. */
function render(tex: string, display: boolean): Promise<string> {
  const key = `${display ? 'd' : 'i'}${tex}`;
  let html = cache.get(key);
  if (!html) {
    katex ??= import('katex');
    html = katex.then(({ default: k }) =>
      k.renderToString(tex, { ...katexOptions, macros: { ...katexOptions.macros }, displayMode: display, throwOnError: false }),
    );
    cache.set(key, html);
    if (cache.size > 300) cache.delete(cache.keys().next().value as string);
  }
  return html;
}

function Live({ tex, display }: { tex: string; display: boolean }) {
  return <Html html={use(render(tex, display))} display={display} />;
}

function Html({ html, display }: { html: string; display: boolean }) {
  const Tag = display ? 'div' : 'span';
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX's own output from our own sources
  return <Tag dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Needs a Suspense boundary above it when `html` is not given. */
export function Tex({ tex, html, display = false }: { readonly tex: string; readonly html?: string; readonly display?: boolean }) {
  return html ? <Html html={html} display={display} /> : <Live tex={tex} display={display} />;
}
