/** What the figure of the ways back and its program agree on; without tensors, for the page. */

/** Ways of the SDE from one place, and points of a cloud. */
export const PATHS = 200;
export const CLOUD = 400;
