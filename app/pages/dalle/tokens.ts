/** Text tokens as a reader can see them: characters where the bytes are whole characters, bytes where they are not. Never �. */
import { charactersOf } from '../../models/dalle/wtf8';

const hex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

/** What is drawn of a character that leaves no mark of its own. */
const shown = (text: string): string => {
  if (text === ' ') return '␣';
  if (/^\p{Cs}$/u.test(text)) return `U+${text.charCodeAt(0).toString(16).toUpperCase()}`; // half a surrogate pair
  if (/^[\p{C}\p{Z}\p{M}]$/u.test(text)) return `U+${(text.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
  return text;
};

/** A token's parts: `bytes` true where they are pieces of a character. */
export function partsOf(bytes: readonly number[]): { text: string; bytes: boolean }[] {
  const parts: { text: string; bytes: boolean }[] = [];
  let at = 0;
  for (const { text, bytes: n } of charactersOf(bytes)) {
    const part = text === null ? { text: hex(bytes[at]), bytes: true } : { text: shown(text), bytes: false };
    const last = parts[parts.length - 1];
    if (last && last.bytes === part.bytes) parts[parts.length - 1] = { ...part, text: last.text + (part.bytes ? ' ' : '') + part.text };
    else parts.push(part);
    at += n;
  }
  return parts;
}

/** The same in one string, for names and text alternatives. */
export const written = (bytes: readonly number[]): string =>
  partsOf(bytes)
    .map(({ text }) => text)
    .join(' ');
