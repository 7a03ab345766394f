/** A text token: its characters; bytes that are only part of a character as numbers. */
import { partsOf } from './tokens';

export function Token({ bytes }: { readonly bytes: readonly number[] }) {
  return <bdi>{partsOf(bytes).map((part, i) => (part.bytes ? <code key={i}>{part.text}</code> : <span key={i}>{part.text}</span>))}</bdi>;
}
