/** What the figure of the ways back and its program agree on; without tensors, for the page. */

export const PATHS = 200;

export const CLOUD = 400;
