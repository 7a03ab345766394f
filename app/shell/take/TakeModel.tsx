/** A figure's network in training: out as a safetensors file, and a file's in its place. What a file is refused for is said in one sentence. */
import { useState } from 'react';
import { useLang, useText } from '../../i18n';
import { MODEL_BYTES } from '../../runtime/protocol';
import { modelIn, modelOut } from '../../store/modelFile';
import { Intake } from '../own/Intake';
import own from '../own/Own.module.css';
import { download } from '../picture';
import type { FigureLab } from '../types';
import styles from './Take.module.css';
import { text } from './text';

interface Props {
  readonly id: string;
  readonly run: () => FigureLab | null;
}

interface Said {
  readonly words: Readonly<Record<'zh' | 'en', string>>;
  readonly problem: boolean;
}

export function TakeModel({ id, run }: Props) {
  const t = useText(text);
  const lang = useLang();
  const [said, setSaid] = useState<Said | null>(null);
  const problem = (words: Said['words']) => setSaid({ words, problem: true });
  const gone = { en: text.en.gone, zh: text.zh.gone };
  const out = async () => {
    const lab = run();
    const answer = lab && (await modelOut(lab));
    if (!answer) problem(gone);
    else if ('refused' in answer) problem(answer.refused);
    else {
      setSaid(null);
      download(new Blob([answer.file], { type: 'application/octet-stream' }), `${id.replace('.', '-')}.safetensors`);
    }
  };
  const take = async (file: File) => {
    try {
      // A file that is too long is not read to its end: what is read is too long as well, and is told so.
      const bytes = new Uint8Array(await file.slice(0, MODEL_BYTES + 1).arrayBuffer());
      const lab = run();
      const answer = lab && (await modelIn(lab, bytes));
      if (!answer) problem(gone);
      else if ('refused' in answer) problem(answer.refused);
      else setSaid({ words: { en: text.en.taken(answer.step), zh: text.zh.taken(answer.step) }, problem: false });
    } catch {
      problem({ en: text.en.failed, zh: text.zh.failed });
    }
  };
  return (
    <section className={styles.take} aria-label={t.model} data-take="model">
      <h4>{t.model}</h4>
      <button type="button" className={styles.button} onClick={() => void out()}>
        {t.out}
      </button>
      <small>{t.outHint}</small>
      <Intake accept=".safetensors" onFile={(file) => void take(file)}>
        <p>{t.inHint}</p>
        <p className={said?.problem ? own.problem : own.result} role="status">
          {said?.words[lang]}
        </p>
      </Intake>
    </section>
  );
}
