/** Placeholder of the engine badge until the store offers `useEngine`. */
export default function EngineBadge() {
  return null;
}
