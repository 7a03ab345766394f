/** What breaks inside stays inside: one part says what happened in a sentence, everything around it goes on. */
import { Component, type ReactNode } from 'react';
import { create } from 'zustand';
import { useText } from '../i18n';
import styles from './Boundary.module.css';
import { askAgain, PartError } from './lazy';
import { text } from './text';

interface Props {
  readonly children: ReactNode;
  /** Where the sentence has no room (a badge, a pop-up), it stands at the foot of the window. */
  readonly aside?: boolean;
  /** When this changes, what broke is tried again: another page, another opening. */
  readonly at?: string | boolean;
}

interface Failure {
  readonly error: Error;
  readonly again: () => void;
}

const useFailure = create<{ failure: Failure | null }>(() => ({ failure: null }));

function Broken({ error, again, onClose }: Failure & { onClose?: () => void }) {
  const t = useText(text).boundary;
  const part = error instanceof PartError ? error : null;
  const renewed = part?.why === 'renewed';
  return (
    <div className={onClose ? styles.aside : styles.broken} role="alert" data-lost={part?.why}>
      {!part && <p className={styles.title}>{t.title}</p>}
      <p>{part ? t.lost[part.why] : t.body(error.message)}</p>
      {!renewed && (
        <button type="button" onClick={again}>
          {t.again}
        </button>
      )}
      {part && (
        <button type="button" onClick={() => window.location.reload()}>
          {t.reload}
        </button>
      )}
      {onClose && (
        <button type="button" onClick={onClose}>
          {t.close}
        </button>
      )}
    </div>
  );
}

/** Stands once, at the end of the page: says what broke in a part that has no room to say it. */
export function Aside() {
  const failure = useFailure((s) => s.failure);
  const close = () => useFailure.setState({ failure: null });
  return failure && <Broken {...failure} onClose={close} />;
}

/**
 * A translator that rewrites the page takes texts out of React's hands; taking such a text away, or putting something before it, then
 * fails in the browser. Everything the page says is in its state, so it is drawn anew.
 */
const isRewritten = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

/** So many times in ten seconds a part is drawn anew by itself. */
const MOST = 8;

export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };
  private redrawn: number[] = [];

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error || error instanceof DOMException ? (error as Error) : new Error(String(error)) };
  }

  private readonly again = () => {
    askAgain();
    if (this.props.aside) useFailure.setState({ failure: null });
    this.setState({ error: null });
  };

  override componentDidCatch(error: unknown) {
    const now = performance.now();
    this.redrawn = this.redrawn.filter((at) => now - at < 10_000);
    if (isRewritten(error) && this.redrawn.length < MOST) {
      this.redrawn.push(now);
      this.setState({ error: null });
    } else if (this.props.aside && this.state.error) useFailure.setState({ failure: { error: this.state.error, again: this.again } });
  }

  override componentDidUpdate(before: Props) {
    if (before.at !== this.props.at && this.state.error) this.again();
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return this.props.aside ? null : <Broken error={error} again={this.again} />;
  }
}
