/** One face on its way through encoder, bottleneck and decoder, with what every layer says of it. */

import { useText } from '../../i18n';
import type { Which } from '../../runtime/programs/vae/bottleneck';
import { Button, Choice } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { Hourglass } from '../../viz/Hourglass';
import { useSize } from '../../viz/useSize';
import { text } from './text/maps';
import styles from './vae.module.css';

interface Props {
  readonly picture: Float32Array;
  readonly layers: readonly Float32Array[] | undefined;
  readonly which: Which;
  readonly onWhich: (which: Which) => void;
  readonly onFace: () => void;
}

export function NetworkBand({ picture, layers, which, onWhich, onFace }: Props) {
  const words = useText(text);
  const t = words.bottleneck;
  const [ref, { width }] = useSize<HTMLDivElement>();
  return (
    <div className={layout.column}>
      <div className={styles.network}>
        <div className={styles.small}>
          <FaceCanvas data={picture} width={96} label={t.face} />
          <span data-thing="x">{t.face}</span>
        </div>
        <div ref={ref}>
          {layers && width > 0 && (
            <Hourglass
              width={width}
              height={150}
              label={t.networkAlt(layers.map((l) => l.length).join(' → '))}
              layers={layers.map((values, i) => ({
                values: i === 3 ? values.subarray(0, 2) : values,
                name: t.layers[i],
                bottleneck: i === 3,
              }))}
            />
          )}
        </div>
        <div className={styles.small}>
          {layers ? <FaceCanvas data={layers[6]} width={96} label={t.painted} /> : null}
          <span>{t.painted}</span>
        </div>
      </div>
      <div className={layout.row}>
        <Choice
          label={t.through}
          value={which}
          options={[
            { value: 'ae', label: t.ae },
            { value: 'vae', label: t.vae },
          ]}
          onChange={onWhich}
        />
        <Button onClick={onFace}>{words.another}</Button>
      </div>
    </div>
  );
}
