/** The distribution over codes at the cell that is looked at: the likeliest with the pictures they would make, the one taken marked. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { type Lab, useAnswer } from '../../store/lab';
import { CodeBars } from '../../viz/CodeBars';
import { percentOf } from './numbers';
import { rowOf, type Stream } from './streamState';
import { text } from './text/stream';

interface Props {
  readonly frame: StreamFrame;
  readonly stream: Stream;
  readonly lab: Lab<'dalle.stream'>;
  readonly onForce: (code: number) => void;
}

const SHOWN = 10;

export function StreamChoice({ frame, stream, lab, onForce }: Props) {
  const t = useText(text);
  const { cell, picture } = stream;
  const plain = rowOf(frame, frame.plain, cell, picture);
  const drawn = rowOf(frame, frame.drawn, cell, picture);
  const taken = frame.tokens[picture * frame.cells + cell];
  const codes = useMemo(() => {
    const order = Int32Array.from(plain.keys()).sort((a, b) => plain[b] - plain[a]);
    const most = order.slice(0, SHOWN);
    if (!most.includes(taken)) most[SHOWN - 1] = taken; // what was taken is always among them
    return most;
  }, [plain, taken]);
  // The frame is part of the question: another prompt, another picture so far.
  const question = useMemo(() => ({ picture, cell, codes, of: frame.tokens }), [picture, cell, codes, frame]);
  const pictures = useAnswer(lab, 'options', question).value;
  return (
    <div className={layout.column}>
      <p className={layout.caption}>{t.options}</p>
      <CodeBars
        codes={codes}
        plain={Float32Array.from(codes, (k) => plain[k])}
        drawn={Float32Array.from(codes, (k) => drawn[k])}
        pictures={pictures && pictures.length === codes.length * 768 ? pictures : undefined}
        cell={cell}
        taken={taken}
        label={t.options}
        name={(code) => t.option(code, percentOf(plain[code]), percentOf(drawn[code]))}
        onSelect={onForce}
      />
      <p className={layout.hint}>{`${t.wide}; ${t.narrow}`}</p>
      <NumberReadout
        label={t.readouts.surprise}
        value={-Math.log(Math.max(plain[taken], 1e-12))}
        unit={t.nats}
        formula={{ id: 'temperature', fn: 'models/dalle/sampling.ts#filtered' }}
      />
    </div>
  );
}
