/**
 * One seed, one wish, every kind of generator: each paints here, live, beside real faces, and leads to its page. What is light paints as soon
 * as it is seen; the rest, some megabytes, when the reader says so.
 */
import { type ReactNode, useEffect, useState } from 'react';
import { ATTRIBUTES, type AttributeChoice, type AttributeKey } from '../../data/faces';
import { nextSeed } from '../../data/rng';
import { useLang, useText } from '../../i18n';
import type { Painted } from '../../runtime/programs/home/painters';
import { REAL } from '../../runtime/programs/models/modelRegistry';
import { Button, Choice } from '../../shell/controls';
import { PageLink } from '../../shell/Link';
import { type Lab, useEngine, useLab } from '../../store/lab';
import { bool, defineState, int, useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import { useSize } from '../../viz/useSize';
import styles from './Painters.module.css';
import { painters as text } from './paintersText';

const free = (key: AttributeKey) => int({ min: -1, max: (ATTRIBUTES.find((a) => a.key === key)?.classes.length ?? 1) - 1, default: -1 });
export const state = defineState('home.painters', {
  seed: int({ min: 1, max: 999_999, default: 1 }),
  hairColor: free('hairColor'),
  glasses: free('glasses'),
  hat: free('hat'),
  all: bool(false),
});
const ASKED = ['hairColor', 'glasses', 'hat'] as const;

interface Painter {
  readonly key: string;
  /** Where it is explained. */
  readonly to?: string;
  /** Painted without being told: its weights are small. */
  readonly light?: boolean;
}
/** In the order of the notes. */
const PAINTERS: readonly Painter[] = [
  { key: REAL, light: true },
  { key: 'gan', to: '/gan#faces', light: true },
  { key: 'vae16-b1', to: '/vae#gaussian', light: true },
  { key: 'prior4', to: '/vae#prior' },
  { key: 'gpt', to: '/dalle#stream' },
  { key: 'ddpm', to: '/unet#free' },
];
const NO_CONFIG = {};
const FACES = 8;
const NOTHING = new Uint8ClampedArray();

export default function Painters(): ReactNode {
  const t = useText(text);
  const lang = useLang();
  const [s, set] = useFigureState(state);
  const lab = useLab('home.painters', NO_CONFIG);
  const wish: AttributeChoice = Object.fromEntries(ASKED.filter((key) => s[key] >= 0).map((key) => [key, s[key]]));
  const [seconds, setSeconds] = useState<Readonly<Record<string, number>>>({});
  const backend = useEngine(({ info }) => info.backend);
  const adapter = useEngine(({ info }) => info.adapter);
  const slowest = Math.max(0, ...Object.values(seconds));
  return (
    <div className={styles.painters} ref={lab.ref} data-painters={lab.status}>
      <div className={styles.controls} role="group" aria-label={t.wish}>
        <Button primary onClick={() => set({ seed: nextSeed(s.seed) })}>
          {t.again}
        </Button>
        {ASKED.map((key) => {
          const attribute = ATTRIBUTES.find((a) => a.key === key);
          if (!attribute) return null;
          const options = [{ value: -1, label: t.any }, ...attribute.classes.map((c, value) => ({ value, label: c[lang] }))];
          return <Choice key={key} label={attribute[lang]} value={s[key]} options={options} onChange={(value) => set({ [key]: value })} />;
        })}
        {!s.all && <Button onClick={() => set({ all: true })}>{t.all}</Button>}
      </div>
      {lab.error && (
        <p className={styles.error} role="alert">
          <span>{lab.error.message[lang]}</span> <Button onClick={() => lab.error?.retry()}>{t.retry}</Button>
        </p>
      )}
      <ul className={styles.rows}>
        {PAINTERS.map(({ key, to, light }) => (
          <li key={key} data-painter={key}>
            <span className={styles.who}>
              <b>{to ? <PageLink to={to}>{t.names[key as keyof typeof t.names]}</PageLink> : t.names[key as keyof typeof t.names]}</b>
              <small>{t.how[key as keyof typeof t.how]}</small>
            </span>
            {light || s.all ? (
              <Faces
                lab={lab}
                painter={key}
                name={t.names[key as keyof typeof t.names]}
                seed={s.seed}
                wish={wish}
                onTime={(time) => setSeconds((old) => ({ ...old, [key]: time }))}
              />
            ) : (
              <p className={styles.later}>{t.later}</p>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.machine} aria-live="polite">
        {backend && slowest > 0 ? t.machine(t.backends[backend], adapter, (1000 * slowest).toFixed(slowest < 0.01 ? 1 : 0)) : t.needs}
      </p>
    </div>
  );
}

interface FacesProps {
  readonly lab: Lab<'home.painters'>;
  readonly painter: string;
  readonly name: string;
  readonly seed: number;
  readonly wish: AttributeChoice;
  readonly onTime: (seconds: number) => void;
}

function Faces({ lab, painter, name, seed, wish, onTime }: FacesProps) {
  const t = useText(text);
  const [painted, setPainted] = useState<{ asked: string; got: Painted } | null>(null);
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { call, run } = lab;
  const asked = `${run} ${seed} ${JSON.stringify(wish)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the question by value
  useEffect(() => {
    const stop = new AbortController();
    call('paint', { key: painter, seed, n: FACES, wish }, { queue: true, signal: stop.signal }).then((got) => {
      if (!got || stop.signal.aborted) return;
      setPainted({ asked, got });
      if (got.seconds !== null) onTime(got.seconds);
    });
    return () => stop.abort();
  }, [call, painter, asked]);
  const done = painted?.asked === asked;
  return (
    <div className={styles.faces} ref={ref} aria-busy={!done} data-done={done || undefined}>
      {width > 0 && (
        <FaceGrid
          data={painted?.got.pictures ?? NOTHING}
          count={FACES}
          columns={width < 500 ? FACES / 2 : FACES}
          width={width}
          label={t.faces(name, FACES)}
        />
      )}
    </div>
  );
}
