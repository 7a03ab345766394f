/** The same noises at several strengths, one row each: the faces, how many show the wish and pass, how much they differ; of CLIP its own score beside. */
import { useEffect, useState } from 'react';
import { useText } from '../../i18n';
import type { Grid, GuidedConfig } from '../../runtime/programs/unet/guided';
import { Button } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import type { Lab } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import { percent, strengthName } from './numbers';
import { text } from './text/guidance';
import styles from './unet.module.css';

interface Props {
  readonly lab: Lab<'unet.guided'>;
  readonly kind: GuidedConfig['kind'];
  /** What the faces come from besides the strength: a grid of something else is taken away. */
  readonly of: string;
}

const COLUMNS = 8;

export function GuidedGrid({ lab, kind, of }: Props) {
  const words = useText(text);
  const t = words.grid;
  const [grid, setGrid] = useState<{ of: string; value: Grid } | null>(null);
  useEffect(() => setGrid((kept) => (kept?.of === of ? kept : null)), [of]);
  const symbol = kind === 'free' ? 'w' : 's';
  const shown = grid?.value;
  return (
    <>
      <div className={layout.row}>
        <Button onClick={() => lab.call('grid').then((value) => value && setGrid({ of, value }))}>{t.make(symbol)}</Button>
      </div>
      {shown && (
        <View name={t.title(symbol)} remark={shown.cosine ? t.noteClip : t.note}>
          <div className={styles.strengths} data-grid={shown.strengths.length}>
            {shown.strengths.map((strength, i) => (
              <div key={strength} className={styles.strength}>
                <b translate="no">{`${symbol} = ${strengthName(strength)}`}</b>
                <Sized max={560}>
                  {(width) => (
                    <FaceGrid
                      data={shown.faces.subarray(i * COLUMNS * 768, (i + 1) * COLUMNS * 768)}
                      count={COLUMNS}
                      columns={COLUMNS}
                      width={width}
                      label={t.row(symbol, strengthName(strength))}
                    />
                  )}
                </Sized>
                <span>
                  {t.counts(shown.obeys[i], shown.clean[i], COLUMNS, percent(shown.variety[i])) +
                    (shown.cosine ? ` · f·g ${shown.cosine[i].toFixed(3)}` : '')}
                </span>
              </div>
            ))}
          </div>
        </View>
      )}
    </>
  );
}
