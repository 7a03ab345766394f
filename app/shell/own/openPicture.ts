/** A picture file of the reader's, opened: what it is and how large is read from its first bytes before a browser is asked to decode it. */
import { imageSize } from 'image-size';
import { BACKGROUND } from '../../data/faces';
import { Refused, refuse } from '../../data/refused';

const MAX_BYTES = 30_000_000;
/** Beyond this a browser may well give up, or the tab with it. */
const MAX_PIXELS = 60_000_000;
const MAX_SIDE = 16_384;
/** What is kept of a large picture: sixteen pixels a side come of it. */
const WORK_SIDE = 1_024;
const READ = ['png', 'jpg', 'webp', 'gif', 'bmp', 'avif', 'heic', 'heif'];

export interface OpenPicture {
  /** sRGB on the faces' background, [height · width · 4]. */
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** As it was in the file. */
  readonly from: { readonly width: number; readonly height: number };
  /** Only the first picture of a moving one is taken. */
  readonly moving: boolean;
}

/** Whether the bytes begin with these letters at this place. */
const says = (bytes: Uint8Array, letters: string, at = 0): boolean => [...letters].every((c, i) => bytes[at + i] === c.charCodeAt(0));

/** How many pictures a GIF has, up to two; a WebP or PNG that moves says so in a chunk near its beginning. */
function moves(bytes: Uint8Array): boolean {
  if (says(bytes, 'GIF')) {
    let pictures = 0; // a graphic control extension stands before every picture
    for (let i = 13; i < bytes.length - 4 && pictures < 2; i++)
      if (bytes[i] === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 4) pictures++;
    return pictures > 1;
  }
  const head = String.fromCharCode(...bytes.subarray(0, 4_096));
  return says(bytes, 'RIFF') ? head.includes('ANIM') : says(bytes, 'PNG', 1) && head.includes('acTL');
}

/** Kind and size by the file's own header. Throws Refused for what is not opened here. */
export function inspect(bytes: Uint8Array): {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly moving: boolean;
} {
  if (bytes.length === 0) refuse('This file is empty.', '这个文件是空的。');
  if (bytes.length > MAX_BYTES)
    refuse('This file is larger than 30 MB; please make it smaller first.', '这个文件超过 30 MB，请先把它缩小。');
  const start = new TextDecoder().decode(bytes.subarray(0, 300)).trimStart().toLowerCase();
  if (start.startsWith('<')) {
    if (start.includes('<svg') || start.startsWith('<?xml'))
      refuse(
        'An SVG is a document that may hold scripts; it is not opened. Save it as PNG first.',
        'SVG 是可以带脚本的文档，这里不打开。请先存成 PNG。',
      );
    refuse('This is a web page, not a picture.', '这是网页，不是图片。');
  }
  if (says(bytes, 'PK')) refuse('This is a zip archive, not a picture.', '这是 zip 压缩包，不是图片。');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) refuse('This is a gzip archive, not a picture.', '这是 gzip 压缩文件，不是图片。');
  if (says(bytes, '%PDF')) refuse('This is a PDF, not a picture.', '这是 PDF，不是图片。');
  let found: ReturnType<typeof imageSize>;
  try {
    found = imageSize(bytes);
  } catch {
    return refuse('This is no picture that can be opened here, or it is cut short.', '这不是这里能打开的图片，或者文件不完整。');
  }
  const { type = '', width, height } = found;
  if (!READ.includes(type))
    refuse(
      `Pictures of the kind ${type || '?'} are not opened here; PNG, JPEG, WebP, GIF are.`,
      `这里不打开 ${type || '?'} 图片，PNG、JPEG、WebP、GIF 可以。`,
    );
  if (!(width > 0 && height > 0)) refuse('The file says that the picture has no pixels.', '文件说这张图片一个像素也没有。');
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    refuse(
      `The file says that the picture is ${width} × ${height} pixels: too large to open.`,
      `文件说这张图片有 ${width} × ${height} 像素：太大，不打开。`,
    );
  return { type, width, height, moving: moves(bytes) };
}

const undecodable = (type: string): never =>
  type === 'heic' || type === 'heif'
    ? refuse('This browser cannot open HEIC pictures; save it as JPEG or PNG.', '这个浏览器打不开 HEIC 图片，请存成 JPEG 或 PNG。')
    : refuse('The picture is damaged or cut short: the browser cannot decode it.', '图片损坏或不完整，浏览器无法解码。');

/** Throws Refused, with the sentence for the reader. */
export async function openPicture(file: Blob): Promise<OpenPicture> {
  if (file.size > MAX_BYTES) inspect(new Uint8Array(MAX_BYTES + 1));
  const { type, moving } = inspect(new Uint8Array(await file.arrayBuffer()));
  const image = await createImageBitmap(file).catch(() => undecodable(type));
  try {
    const scale = Math.min(1, WORK_SIDE / Math.max(image.width, image.height));
    const [width, height] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))];
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const ctx = canvas.getContext('2d', { willReadFrequently: true });
    if (!ctx) throw new Refused({ en: 'The browser has no memory left for a picture.', zh: '浏览器没有内存再打开图片了。' });
    ctx.fillStyle = `#${BACKGROUND}`;
    ctx.fillRect(0, 0, width, height);
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(image, 0, 0, width, height);
    return { rgba: ctx.getImageData(0, 0, width, height).data, width, height, from: { width: image.width, height: image.height }, moving };
  } finally {
    image.close();
  }
}
