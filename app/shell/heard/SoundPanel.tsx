/** A curve of the figure, heard: which one, from its beginning to its end or while the run goes on, and what high and low stand for. */
import { type RefObject, useEffect, useId, useState } from 'react';
import { defineText, useText } from '../../i18n';
import { plots } from '../../viz/plots';
import { plain } from '../numbers';
import styles from '../PresetPanel.module.css';
import { boundsOf, HIGHEST_HZ, type Line, LOWEST_HZ } from './pitch';
import { listen, play, SECONDS, stop, useSound } from './sound';

const text = defineText({
  en: {
    curve: 'Curve',
    play: (s: number) => `Hear it (${s} s)`,
    live: 'Sound while it runs',
    stop: 'Stop',
    empty: 'No curve has been drawn yet. Let it run first.',
    mapping: (lo: string, hi: string, from: string, to: string) =>
      `From left (${from}) to right (${to}). The lowest note (${LOWEST_HZ} Hz) is ${lo}, the highest (${HIGHEST_HZ} Hz) ${hi}.`,
    flat: (v: string) => `It is ${v} all along: one note.`,
    log: 'Equal factors are equal steps of pitch.',
  },
  zh: {
    curve: '曲线',
    play: (s: number) => `听一遍（${s} 秒）`,
    live: '运行时同步发声',
    stop: '停止',
    empty: '还没有曲线，请先让它运行。',
    mapping: (lo: string, hi: string, from: string, to: string) =>
      `从左端（${from}）到右端（${to}）。最低音（${LOWEST_HZ} Hz）是 ${lo}，最高音（${HIGHEST_HZ} Hz）是 ${hi}。`,
    flat: (v: string) => `始终是 ${v}，只有一个音。`,
    log: '数值每差同样的倍数，音高相差同样多。',
  },
});

/** How often the panel looks at what the figure shows [ms]. */
const LOOK_MS = 500;

interface Curve {
  /** Figure, plot and series: the same as long as the figure stands. */
  readonly id: string;
  readonly name: string;
  readonly line: Line;
}

/** All curves of a figure that have at least one value, as they are now. */
function curvesOf(figure: HTMLElement | null): Curve[] {
  return [...(figure?.querySelectorAll('[data-plot]') ?? [])].flatMap((element, p) => {
    const plot = plots.get(element);
    return (plot?.series ?? []).flatMap(({ key, name, x, y }) => {
      const line = { x: x ?? plot?.x ?? [], y, xLog: plot?.xLog ?? false, yLog: plot?.yLog ?? false };
      if (!boundsOf(y, line.yLog) || !boundsOf(line.x, line.xLog)) return [];
      const words = [plot?.title, name].filter(Boolean).join(' · ').replaceAll('_', '');
      return [{ id: `${figure?.dataset.figure}/${p}/${key}`, name: words, line }];
    });
  });
}

export default function SoundPanel({ figure }: { readonly figure: RefObject<HTMLElement | null> }) {
  const t = useText(text);
  const id = useId();
  const sounding = useSound((sound) => sound.now);
  // One voice for the whole page: what another figure's curve does is not this panel's.
  const now = sounding?.curve.startsWith(`${figure.current?.dataset.figure}/`) ? sounding : null;
  const [curves, setCurves] = useState(() => curvesOf(figure.current));
  const [chosen, choose] = useState(now?.curve);
  useEffect(() => {
    const timer = setInterval(() => setCurves(curvesOf(figure.current)), LOOK_MS);
    return () => clearInterval(timer);
  }, [figure]);
  const curve = curves.find((one) => one.id === chosen) ?? curves[0];
  if (!curve) return <p>{t.empty}</p>;
  const { x, y, xLog, yLog } = curve.line;
  const [lo, hi] = boundsOf(y, yLog) ?? [0, 0];
  const [from, to] = boundsOf(x, xLog) ?? [0, 0];
  const read = () => {
    const there = figure.current?.isConnected ? curvesOf(figure.current) : null;
    return there && (there.find((one) => one.id === curve.id)?.line ?? EMPTY);
  };
  return (
    <div className={styles.preset}>
      <label htmlFor={id}>{t.curve}</label>
      <select
        id={id}
        value={curve.id}
        onChange={(event) => {
          if (now) stop();
          choose(event.target.value);
        }}
      >
        {curves.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <p>
        <button
          type="button"
          aria-pressed={now?.how === 'whole'}
          onClick={() => (now?.how === 'whole' ? stop() : play(curve.id, curve.line))}
        >
          {now?.how === 'whole' ? t.stop : t.play(SECONDS)}
        </button>{' '}
        <button type="button" aria-pressed={now?.how === 'live'} onClick={() => (now?.how === 'live' ? stop() : listen(curve.id, read))}>
          {t.live}
        </button>
      </p>
      <p data-mapping>
        {hi > lo ? t.mapping(plain(lo), plain(hi), plain(from), plain(to)) : t.flat(plain(lo))}
        {yLog && hi > lo && ` ${t.log}`}
      </p>
    </div>
  );
}

/** A run that has begun again and shows nothing yet. */
const EMPTY: Line = { x: [], y: [], xLog: false, yLog: false };
