/** The few controls every figure is made of. All work by keyboard, by touch, and name their value to a screen reader. */
import { Slider as RadixSlider, Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { onceAFrame } from '../viz/onceAFrame';
import styles from './controls.module.css';
import { plain } from './numbers';

export { NumberReadout } from './NumberReadout';

interface SliderProps {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Positions are spaced by factors; needs min > 0. */
  readonly log?: boolean;
  readonly format?: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
}

const TICKS = 400;

/** A value dragged, or moved by the arrow keys (page up/down: ten steps; home/end: the ends). */
export function Slider({ label, value, min, max, step, log = false, format = plain, onChange, disabled }: SliderProps) {
  const id = useId();
  const toPosition = (v: number) => (log ? (Math.log(v / min) / Math.log(max / min)) * TICKS : v);
  const toValue = (p: number) => (log ? Number((min * (max / min) ** (p / TICKS)).toPrecision(3)) : p);
  const clamped = Math.min(max, Math.max(min, value));
  return (
    <div className={styles.slider}>
      <span className={styles.label} id={id}>
        {label}
      </span>
      <output className={styles.value} translate="no">
        {format(value)}
      </output>
      <RadixSlider.Root
        className={styles.track}
        value={[toPosition(clamped)]}
        min={log ? 0 : min}
        max={log ? TICKS : max}
        step={log ? 1 : (step ?? (max - min) / 200)}
        disabled={disabled}
        onValueChange={([p]) => onceAFrame(id, () => onChange(toValue(p)))}
      >
        <RadixSlider.Track className={styles.rail}>
          <RadixSlider.Range className={styles.range} />
        </RadixSlider.Track>
        <RadixSlider.Thumb className={styles.thumb} aria-labelledby={id} aria-valuetext={format(value)} />
      </RadixSlider.Root>
    </div>
  );
}

interface ChoiceProps<V extends string | number> {
  readonly label: ReactNode;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: ReactNode }[];
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
}

/** One of several: side by side up to four, a list beyond. */
export function Choice<V extends string | number>({ label, value, options, onChange, disabled }: ChoiceProps<V>) {
  const id = useId();
  if (options.length > 4)
    return (
      <span className={styles.choice}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        <select
          id={id}
          className={styles.select}
          value={String(value)}
          disabled={disabled}
          onChange={(event) => {
            const option = options.find((o) => String(o.value) === event.target.value);
            if (option) onChange(option.value);
          }}
        >
          {options.map((option) => (
            <option key={String(option.value)} value={String(option.value)}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    );
  return (
    <fieldset className={styles.choice} disabled={disabled} aria-labelledby={id}>
      <span className={styles.label} id={id}>
        {label}
      </span>
      <span className={styles.segments}>
        {options.map((option) => (
          <label key={String(option.value)} className={styles.segment}>
            <input type="radio" name={id} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

interface ToggleProps {
  readonly label: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly disabled?: boolean;
}

export function Toggle({ label, value, onChange, disabled }: ToggleProps) {
  const id = useId();
  return (
    <span className={styles.toggle}>
      <Switch.Root id={id} className={styles.switch} checked={value} onCheckedChange={onChange} disabled={disabled}>
        <Switch.Thumb className={styles.knob} />
      </Switch.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** The one thing a figure wants pressed. */
  readonly primary?: boolean;
  readonly pressed?: boolean;
  /** Spoken name where the content is a picture. */
  readonly label?: string;
}

export function Button({ children, onClick, disabled, primary, pressed, label }: ButtonProps) {
  return (
    <button
      type="button"
      className={primary ? styles.primary : styles.button}
      onClick={onClick}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
    >
      {children}
    </button>
  );
}

/** Controls that belong together, under a small heading. */
export function Group({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <fieldset className={styles.group} aria-labelledby={id}>
      <span className={styles.groupLabel} id={id}>
        {label}
      </span>
      {children}
    </fieldset>
  );
}
