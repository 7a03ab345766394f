/** MDX notes are components; `components` hands them the prose elements. */
declare module '*.mdx' {
  import type { ComponentType } from 'react';
  import type { MDXProps } from 'mdx/types';

  const Note: ComponentType<MDXProps>;
  export default Note;
}
