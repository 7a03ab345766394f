/** Points from a file or from pasted text: what was taken and how it was scaled, or in one sentence why not. */
import { useState } from 'react';
import { encodeDrawing } from '../../data/points/drawnText';
import { sentenceOf } from '../../data/refused';
import { useLang, useText } from '../../i18n';
import { Intake } from './Intake';
import { KeptList } from './KeptList';
import styles from './Own.module.css';
import { MAX_BYTES, readPoints, type TablePoints } from './readPoints';
import { text } from './text';

const number = (v: number): string => String(Number(v.toPrecision(3)));

export default function PointsPanel({ drawn, onTake }: { readonly drawn: string; readonly onTake: (drawn: string) => void }) {
  const t = useText(text);
  const lang = useLang();
  const [pasted, setPasted] = useState('');
  const [taken, setTaken] = useState<TablePoints | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const take = (given: string) => {
    try {
      const points = readPoints(given);
      const dots = Array.from({ length: points.points.length / 2 }, (_, i) => points.points.subarray(2 * i, 2 * i + 2));
      onTake(encodeDrawing(dots));
      setTaken(points);
      setProblem(null);
    } catch (error) {
      setTaken(null);
      setProblem(error);
    }
  };
  const open = (file: File) => {
    // A file that is too long is not read to its end: what is read is too long as well, and is told so.
    file
      .slice(0, MAX_BYTES + 1)
      .text()
      .then(take, setProblem);
  };
  return (
    <Intake accept=".csv,.tsv,.txt,.json,text/*" onFile={open} onText={take}>
      <p>{t.pointsHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take(pasted);
        }}
      >
        <textarea
          aria-label={t.paste}
          rows={5}
          placeholder={'x,y\n0.5,1.2\n…'}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
        <button type="submit" disabled={!pasted.trim()}>
          {t.take}
        </button>
      </form>
      <p className={problem ? styles.problem : styles.result} role="status">
        {problem ? sentenceOf(problem, { en: text.en.failed, zh: text.zh.failed })[lang] : taken && <Taken of={taken} />}
      </p>
      <KeptList
        kind="points"
        now={drawn}
        onTake={({ value }) => {
          setTaken(null);
          onTake(value);
        }}
      />
    </Intake>
  );
}

function Taken({ of: { points, given, scaled, columns } }: { readonly of: TablePoints }) {
  const t = useText(text);
  const n = points.length / 2;
  const parts = [
    given > n ? t.thinned(n, given) : t.taken(n),
    ...(columns ? [t.columns(...columns)] : []),
    scaled ? t.scaled(number(scaled.x), number(scaled.y), number(scaled.unit)) : t.asIs,
  ];
  return (
    <>
      <span>{`${parts.join(useLang() === 'zh' ? '；' : '; ')}${useLang() === 'zh' ? '。' : '.'}`}</span> <span>{t.soft}</span>
    </>
  );
}
