/** What breaks inside stays inside: one part says what happened in a sentence, everything around it goes on. */
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n';
import styles from './Boundary.module.css';
import { text } from './text';

interface Props {
  readonly children: ReactNode;
}

function Broken({ error, again }: { error: Error; again: () => void }) {
  const t = useText(text).boundary;
  return (
    <div className={styles.broken} role="alert">
      <p className={styles.title}>{t.title}</p>
      <p>{t.body(error.message)}</p>
      <button type="button" onClick={again}>
        {t.again}
      </button>
    </div>
  );
}

export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    return error ? <Broken error={error} again={() => this.setState({ error: null })} /> : this.props.children;
  }
}
