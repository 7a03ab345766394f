/** The same noises at several strengths, one row each: the faces, how many show the wish and pass, how much they differ; of CLIP its own score beside. */
import { useText } from '../../i18n';
import type { Grid } from '../../runtime/programs/unet/grid';
import type { GuidedConfig } from '../../runtime/programs/unet/guided';
import { Button } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { type Lab, useOf } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import { percent, strengthName } from './numbers';
import { text } from './text/guidance';
import styles from './unet.module.css';

interface Props {
  readonly lab: Lab<'unet.guided'>;
  readonly kind: GuidedConfig['kind'];
  /** What the faces come from besides the strength: a grid of something else is not shown. */
  readonly of: string;
}

export function GuidedGrid({ lab, kind, of }: Props) {
  const words = useText(text);
  const t = words.grid;
  const [grid, keepGrid] = useOf<Grid>(of);
  const columns = grid ? grid.faces.length / grid.strengths.length / 768 : 0;
  const symbol = kind === 'free' ? 'w' : 's';
  return (
    <>
      <div className={layout.row}>
        <Button onClick={() => lab.call('grid').then((value) => value && keepGrid(value))}>{t.make(symbol)}</Button>
      </div>
      {grid && (
        <View name={t.title(symbol)} remark={grid.cosine ? t.noteClip : t.note}>
          <div className={styles.strengths} data-grid={grid.strengths.length}>
            {grid.strengths.map((strength, i) => (
              <div key={strength} className={styles.strength}>
                <b translate="no">{`${symbol} = ${strengthName(strength)}`}</b>
                <Sized max={560}>
                  {(width) => (
                    <FaceGrid
                      data={grid.faces.subarray(i * columns * 768, (i + 1) * columns * 768)}
                      count={columns}
                      columns={columns}
                      width={width}
                      label={t.row(symbol, strengthName(strength))}
                    />
                  )}
                </Sized>
                <span>
                  {t.counts(grid.obeys[i], grid.clean[i], columns, percent(grid.variety[i])) +
                    (grid.cosine ? ` · f·g ${grid.cosine[i].toFixed(3)}` : '')}
                </span>
              </div>
            ))}
          </div>
        </View>
      )}
    </>
  );
}
