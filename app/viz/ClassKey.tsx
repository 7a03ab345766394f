/** The classes of an attribute beside their colours; pointing at one brings it forward in the map it belongs to. */
import styles from './ClassKey.module.css';

export interface ClassKeyProps {
  /** Name and CSS colour of every class. */
  readonly classes: readonly { readonly name: string; readonly colour: string }[];
  readonly label: string;
  readonly only: number | null;
  readonly onOnly: (index: number | null) => void;
}

export function ClassKey({ classes, label, only, onOnly }: ClassKeyProps) {
  return (
    <div className={styles.key} role="group" aria-label={label}>
      {classes.map(({ name, colour }, i) => (
        <button
          key={name}
          type="button"
          className={styles.item}
          aria-pressed={only === i}
          onClick={() => onOnly(only === i ? null : i)}
          style={{ opacity: only === null || only === i ? 1 : 0.45 }}
        >
          <i style={{ background: colour }} />
          <span>{name}</span>
        </button>
      ))}
    </div>
  );
}
