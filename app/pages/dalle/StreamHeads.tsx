/** All heads with what they look at, one kind after the other; one can be held, so that the row shows its attention alone. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { Button } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { ShareRows } from '../../viz/ShareRows';
import { KINDS, sortedHeads } from './heads';
import { percentOf } from './numbers';
import type { Stream } from './streamState';
import { text } from './text/stream';

interface Props {
  readonly frame: StreamFrame;
  readonly stream: Stream;
}

export function StreamHeads({ frame, stream }: Props) {
  const t = useText(text);
  const { s, set, picture } = stream;
  const heads = useMemo(
    () => sortedHeads(frame.attention, frame, picture, frame.texts.length, frame.texts[picture].kept),
    [frame, picture],
  );
  return (
    <>
      <p className={layout.hint}>{t.heads}</p>
      <ShareRows
        kinds={KINDS.map((kind) => ({ key: kind, name: t.kinds[kind] }))}
        rows={heads.map(({ block, head, shares, kind, factor }) => ({
          key: String(block * frame.heads + head),
          name: `${block + 1}.${head + 1}`,
          says: t.headName(block + 1, head + 1, t.kinds[kind], percentOf(shares[KINDS.indexOf(kind)]), factor.toFixed(1)),
          shares,
        }))}
        selected={s.head < 0 ? null : String(s.head)}
        onSelect={(key) => set({ head: Number(key) === s.head ? -1 : Number(key) })}
        label={t.heads}
      />
      {s.head >= 0 && <Button onClick={() => set({ head: -1 })}>{t.headsAll}</Button>}
    </>
  );
}
