/** One number followed through the block: query and key to a score, scores to attention, the vector that comes out to a logit and its bar. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { layout } from '../../shell/layout';
import { signed } from '../../shell/numbers';
import { type Lab, useAnswer } from '../../store/lab';
import { HeatMap } from '../../viz/HeatMap';
import { useSize } from '../../viz/useSize';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
import { lookedAt, rowOf, type Stream } from './streamState';
import { text } from './text/stream';
import { written } from './tokens';

interface Props {
  readonly frame: StreamFrame;
  readonly stream: Stream;
  readonly lab: Lab<'dalle.stream'>;
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);

export function StreamNumber({ frame, stream, lab }: Props) {
  const t = useText(text);
  const n = t.number;
  const { s, cell, picture, config } = stream;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const head = Math.max(0, s.head);
  const [block, h] = [Math.floor(head / frame.heads), head % frame.heads];
  const code = frame.tokens[picture * frame.cells + cell];
  const looked = useMemo(() => lookedAt(frame, head, cell, picture), [frame, head, cell, picture]);
  const strongest = looked.indexOf(Math.max(...looked));
  const place = s.place >= 0 && s.place < frame.textPlaces + cell ? s.place : strongest;
  const question = useMemo(() => ({ picture, cell, block, head: h, code, of: frame.tokens }), [picture, cell, block, h, code, frame]);
  const a = useAnswer(lab, 'anatomy', question).value;
  const d = a?.query.length ?? 1;
  if (!a || a.keys.length < (place + 1) * d) return <div ref={ref} className={layout.column} />;
  const key = a.keys.slice(place * d, (place + 1) * d);
  const value = a.values.slice(place * d, (place + 1) * d);
  const sum = dot(a.query, key);
  const logit = dot(a.thought, a.column);
  const read = frame.texts[picture];
  const what =
    place === 0
      ? t.start
      : place >= frame.textPlaces
        ? `${t.cells} ${place - frame.textPlaces + 1}`
        : place <= read.kept
          ? written(read.bytes[place - 1])
          : t.end(1);
  const strip = (name: string, data: Float32Array) => (
    <div>
      <p className={layout.hint}>{name}</p>
      <HeatMap data={data} rows={1} columns={data.length} width={width} height={14} low="generated" high="network" label={name} />
    </div>
  );
  return (
    <div ref={ref} className={layout.column} data-number>
      {width > 0 && (
        <>
          {strip(n.query(block + 1, h + 1), a.query)}
          {strip(n.key(what), key)}
          {strip(
            n.product,
            a.query.map((q, i) => q * key[i]),
          )}
          <p className={styles.sum}>{n.score(signed(sum), d, signed(sum / Math.sqrt(d)))}</p>
          <p className={styles.sum} data-thing="attention">
            {n.weight(percentOf(looked[place]))}
          </p>
          {strip(n.value(what), value)}
          {strip(n.thought, a.thought)}
          {strip(n.column(code), a.column)}
          <p className={styles.sum} data-thing="logit">
            {n.logit(signed(logit), signed(a.bias), signed(logit + a.bias))}
          </p>
          {config.w > 0 && (
            <p className={styles.sum}>{n.guided(String(config.w), signed(rowOf(frame, frame.logits, cell, picture)[code]))}</p>
          )}
          <p className={styles.sum}>
            {n.bar(percentOf(rowOf(frame, frame.plain, cell, picture)[code]), percentOf(rowOf(frame, frame.drawn, cell, picture)[code]))}
          </p>
          <p className={layout.hint}>{n.pick}</p>
        </>
      )}
    </div>
  );
}
