/** MDX notes are components; `components` hands them the prose elements. */
declare module '*.mdx' {
  import type { MDXProps } from 'mdx/types';
  import type { ComponentType } from 'react';

  const Note: ComponentType<MDXProps>;
  export default Note;
}
