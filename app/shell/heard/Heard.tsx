/**
 * What a running figure shows, heard: one sentence made of the figure's own readouts, told to screen readers at calm intervals while it runs,
 * and once when it stops. The place stands, empty, before it is spoken from: else the first sentence would not be heard.
 */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { defineText, useText } from '../../i18n';
import type { LabStatus } from '../../store/lab';
import { summary } from './summary';

const text = defineText({
  en: { running: 'Running.', stopped: 'Stopped.', done: 'Done.', step: (n: string) => `Step ${n}`, between: '; ', end: '.' },
  zh: { running: '正在运行。', stopped: '已停下。', done: '已完成。', step: (n: string) => `第 ${n} 步`, between: '；', end: '。' },
});

/** At most one sentence in so long, while it runs [ms]. */
const CALM_MS = 10_000;

interface Props {
  readonly figure: RefObject<HTMLElement | null>;
  readonly step: number;
  readonly status: LabStatus;
}

export default function Heard({ figure, step, status }: Props) {
  const t = useText(text);
  const [said, say] = useState('');
  const now = useRef({ t, step });
  now.current = { t, step };
  const running = status === 'running';
  const ran = useRef(false);

  useEffect(() => {
    const tell = (how: string) => {
      const { t: words, step: at } = now.current;
      if (figure.current) say(how + summary(figure.current, words.step(at.toLocaleString('en')), words.between) + words.end);
    };
    if (running) {
      ran.current = true;
      const timer = setInterval(() => tell(`${now.current.t.running} `), CALM_MS);
      return () => clearInterval(timer);
    }
    if (!ran.current) return;
    ran.current = false;
    // The readouts have come to the last step by then.
    const timer = setTimeout(() => tell(`${status === 'done' ? now.current.t.done : now.current.t.stopped} `), 300);
    return () => clearTimeout(timer);
  }, [running, status, figure]);

  return (
    <p className="visually-hidden" aria-live="polite" data-heard>
      {said}
    </p>
  );
}
