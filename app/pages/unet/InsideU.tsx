/** The U itself: every level with all its feature maps, the skips between, and what each block costs. */
import { type CSSProperties, Fragment } from 'react';
import { useText } from '../../i18n';
import type { BlockTotal } from '../../models/unet/anatomy';
import type { Level, Maps } from '../../runtime/programs/unet/inside';
import { layout, Sized } from '../../shell/layout';
import { FeatureMaps } from '../../viz/FeatureMaps';
import { short } from './numbers';
import { text } from './text/inside';
import styles from './unet.module.css';

interface Props {
  readonly blocks: readonly BlockTotal[];
  readonly maps: Readonly<Record<Level, Maps>>;
  readonly level: Level;
  readonly channel: number;
  readonly onSelect: (level: Level, channel: number) => void;
}

const ROWS: readonly (readonly [Level, Level])[] = [
  ['down0', 'up0'],
  ['down1', 'up1'],
  ['down2', 'up2'],
];

export function InsideU({ blocks, maps, level, channel, onSelect }: Props) {
  const t = useText(text).inside;

  const cell = (of: Level, side: 'down' | 'up' | 'bottom', depth: number, max: number) => {
    const { side: size, channels, values } = maps[of];
    const cost = blocks.find(({ block }) => block === of);
    return (
      <div className={styles.level} data-side={side} style={{ '--depth': depth } as CSSProperties}>
        <span className={layout.name}>
          <span translate="no">{of}</span>
          <small>{t.level(size, channels)}</small>
        </span>
        <Sized max={max}>
          {(width) => (
            <FeatureMaps
              values={values}
              side={size}
              channels={channels}
              width={width}
              label={t.maps(of)}
              selected={of === level ? channel : null}
              onSelect={(c) => onSelect(of, c)}
            />
          )}
        </Sized>
        {cost && <span className={styles.between}>{t.cost(short(cost.params), short(cost.flops))}</span>}
      </div>
    );
  };

  return (
    <div className={styles.u}>
      {ROWS.map(([down, up], depth) => (
        <Fragment key={down}>
          {cell(down, 'down', depth, 420)}
          <div className={styles.skip} data-thing="skip">
            <span>{t.skip(maps[down].channels)}</span>
          </div>
          {cell(up, 'up', depth, 420)}
          <span className={styles.between} style={{ textAlign: 'center' }}>
            ↓ {depth < 2 && t.down}
          </span>
          <span />
          <span className={styles.between} style={{ textAlign: 'center' }}>
            ↑ {depth < 2 && t.up}
          </span>
        </Fragment>
      ))}
      <div className={styles.level} data-side="bottom">
        <span className={styles.between}>{t.bottom}</span>
        {cell('middle', 'bottom', 0, 420)}
      </div>
    </div>
  );
}
