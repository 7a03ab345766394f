/** `data-thing` of any element is one of the symbols that can be lit. */
import 'react';
import type { LinkedSymbol } from './shell/linkedSymbols';

declare module 'react' {
  interface HTMLAttributes<T> {
    'data-thing'?: LinkedSymbol | undefined;
  }
  interface SVGAttributes<T> {
    'data-thing'?: LinkedSymbol | undefined;
  }
}
