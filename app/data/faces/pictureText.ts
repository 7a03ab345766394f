/** A picture of 16 × 16 pixels as text for the address: one letter a channel. Knows no faces, so that a table of state brings none. */

const LEVELS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Letters a picture takes: one a channel of a pixel. */
export const PICTURE_LETTERS = 16 * 16 * 3;

/** A picture [768] in [−1, 1] as text, at 64 levels a channel. */
export const encodePicture = (picture: Float32Array): string =>
  Array.from(picture, (v) => LEVELS[Math.round(((Math.max(-1, Math.min(1, v)) + 1) / 2) * 63)]).join('');

export const isPicture = (text: string): boolean => text.length === PICTURE_LETTERS && /^[\w-]*$/.test(text);

export const decodePicture = (text: string): Float32Array => Float32Array.from(text, (c) => (LEVELS.indexOf(c) / 63) * 2 - 1);
