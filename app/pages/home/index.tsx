/** The opening: faces to touch, then the five pages. */
import { type PointerEvent, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useLang, useText } from '../../i18n';
import { afterFirstPaint } from '../../shell/afterFirstPaint';
import { Boundary } from '../../shell/Boundary';
import { PageLink } from '../../shell/Link';
import { lazy } from '../../shell/lazy';
import { PAGES, type PageKey, pageText } from '../../shell/pages';
import { text as frame } from '../../shell/text';
import styles from './Home.module.css';
import { Ideas } from './Ideas';
import { DalleMini, DiffusionMini, GanMini, UnetMini, VaeMini } from './Miniatures';
import { Tide } from './Tide';
import { text } from './text';

const Painters = lazy(() => import('./Painters'));
const WORDS = { en: ['blue hair', 'glasses', 'yellow shirt'], zh: ['蓝头发', '戴眼镜', '黄衣服'] } as const;
const ROLES = ['data', 'generated', 'noise', 'latent', 'network', 'gradient', 'condition'] as const;

/** Where each drawing rests until the pointer comes. */
const REST: Record<PageKey, number> = { gan: 0.55, vae: 0.5, dalle: 0.62, diffusion: 0.42, unet: 0.62 };

function Card({ page, index }: { page: PageKey; index: number }) {
  const names = useText(pageText)[page];
  const t = useText(text);
  const lang = useLang();
  const [at, setAt] = useState(REST[page]);
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(Math.min(1, Math.max(0, (event.clientX - box.left - 16) / (box.width - 32))));
  };
  const minis: Record<PageKey, () => ReactNode> = {
    gan: () => <GanMini at={at} />,
    vae: () => <VaeMini at={at} />,
    dalle: () => <DalleMini at={at} words={WORDS[lang]} />,
    diffusion: () => <DiffusionMini at={at} />,
    unet: () => <UnetMini at={at} />,
  };
  return (
    <li className={styles.card}>
      <PageLink to={`/${page}`} className={styles.link}>
        <span className={styles.mini} onPointerMove={follow} onPointerLeave={() => setAt(REST[page])}>
          {minis[page]()}
        </span>
        <span className={styles.name}>
          <small>{index + 1}</small>
          <span>{names.title}</span>
        </span>
        <span className={styles.what}>{t.pages[page]}</span>
      </PageLink>
    </li>
  );
}

/** Fetched when they come near; their place is kept. */
function LivePainters() {
  const t = useText(text).painters;
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((e) => e.isIntersecting) && void afterFirstPaint.then(() => setNear(true)),
      {
        rootMargin: '30% 0px',
      },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div className={styles.painters} ref={place}>
      {near && (
        <Boundary>
          <Suspense fallback={<p role="status">{t.coming}</p>}>
            <Painters />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}

export default function HomePage() {
  const t = useText(text);
  const f = useText(frame);
  return (
    <div className={styles.home}>
      <header className={styles.head}>
        <h1>{f.site}</h1>
        <p>{t.lede}</p>
      </header>
      <Tide />
      <section aria-labelledby="painters">
        <h2 id="painters" className={styles.title}>
          {t.painters.title}
        </h2>
        <p className={styles.body}>{t.painters.body}</p>
        <LivePainters />
      </section>
      <section aria-labelledby="five">
        <h2 id="five" className={styles.title}>
          {t.five}
        </h2>
        <ol className={styles.cards}>
          {PAGES.map((page, index) => (
            <Card key={page} page={page} index={index} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="ideas">
        <h2 id="ideas" className={styles.title}>
          {t.ideas.title}
        </h2>
        <Ideas />
      </section>
      <div className={styles.more}>
        <section aria-labelledby="worlds">
          <h2 id="worlds" className={styles.title}>
            {t.worlds.title}
          </h2>
          <p>{t.worlds.points}</p>
          <p>{t.worlds.faces}</p>
          <p>
            <PageLink to="/models">{t.models}</PageLink>
          </p>
        </section>
        <section aria-labelledby="colours">
          <h2 id="colours" className={styles.title}>
            {t.colours.title}
          </h2>
          <p>{t.colours.body}</p>
          <ul className={styles.roles}>
            {ROLES.map((role) => (
              <li key={role} className={`role-${role}`}>
                {t.colours[role]}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
