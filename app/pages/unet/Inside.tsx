/** Figure 1: the U drawn from the running network, every feature map live, down to one multiplication. */
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../../i18n';
import { blocksOf, layersOf, totals } from '../../models/unet/anatomy';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, View } from '../../shell/layout';
import { OwnFace } from '../../shell/own/OwnFace';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { InsideU } from './InsideU';
import { InsideZoom } from './InsideZoom';
import { short } from './numbers';
import { nextFace, nextNoise, Pictures, sym } from './parts';
import { insideState } from './state';
import { text } from './text/inside';
import styles from './unet.module.css';

export { insideState as state };

/** Widths of the comparison: ours, the last doubled as the notes say, and everything twice as wide. */
const WIDTHS: readonly (readonly [number, number, number])[] = [
  [32, 64, 96],
  [32, 64, 128],
  [64, 128, 256],
];

export default function Inside() {
  const words = useText(text);
  const t = words.inside;
  const [s, set, problems] = useFigureState(insideState);
  const lab = useLab('unet.inside', NOTHING, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const input = { face: s.face, mine: s.mine, noise: s.noise, t: s.t };
  const seen = useAnswer(lab, 'features', input).value;
  const output = seen?.maps[s.level];
  const config = lab.frame?.config;
  const conv = s.layer === 'output' ? null : s.layer;
  const inner = useAnswer(lab, 'layer', conv && { ...input, level: s.level, conv }).value;
  const maps = conv ? inner : output;
  const channel = Math.min(s.channel, (maps?.channels ?? 32) - 1);
  const [row, column] = [Math.min(s.row, (maps?.side ?? 16) - 1), Math.min(s.column, (maps?.side ?? 16) - 1)];
  const place = { ...input, level: s.level, channel, row, column };
  const exact = useAnswer(lab, 'gradient', !conv && output ? place : null).value ?? null;
  const followed = useAnswer(lab, 'follow', conv && inner ? { ...place, conv } : null).value ?? null;
  const [measured, setMeasured] = useState<{ of: string; values: Float32Array } | null>(null);
  const of = JSON.stringify(place);
  useEffect(() => setMeasured((now) => (now?.of === of ? now : null)), [of]);
  const blocks = useMemo(() => (config ? blocksOf(config) : []), [config]);
  const last =
    config &&
    layersOf(config)
      .filter((layer) => layer.block === s.level && layer.sees !== null)
      .at(-1);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Button onClick={() => set({ face: nextFace(s.face), mine: '' })}>{words.face}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
          <Button onClick={() => set({ noise: nextNoise(s.noise) })}>{words.noise}</Button>
          <Choice
            label={t.shown}
            value={s.layer}
            options={(['output', 'conv1', 'conv2'] as const).map((value) => ({ value, label: t.layers[value] }))}
            onChange={(layer) => set({ layer })}
          />
        </>
      }
      more={config && <Prices config={config} />}
    >
      <div className={layout.wide}>
        <div className={layout.stack}>
          <Sized>
            {(width) => (
              <Pictures
                width={Math.min(width, 520)}
                most={3}
                pictures={[
                  { key: 'xt', name: sym.xt, thing: 'xt', remark: t.names.xt(s.t), data: seen?.xt, label: t.alts.xt },
                  {
                    key: 'eps',
                    name: sym.epsHat,
                    thing: 'epsHat',
                    colour: 'noise',
                    remark: t.names.epsHat,
                    data: seen?.epsHat,
                    range: 2.5,
                    label: t.alts.epsHat,
                  },
                  { key: 'x0', name: sym.x0Hat, colour: 'generated', remark: t.names.x0Hat, data: seen?.x0Hat, label: t.alts.x0Hat },
                ]}
              />
            )}
          </Sized>
          <TimeAxis t={s.t} from={1} label={words.timeline} onChange={(at) => set({ t: Math.round(at) })} />
        </div>
        {seen && (
          <div className={layout.tall}>
            <InsideU
              blocks={blocks}
              maps={seen.maps}
              level={s.level}
              channel={channel}
              onSelect={(level, c) => set({ level, channel: c })}
            />
          </div>
        )}
        {maps && maps.values.length > 0 && (
          <InsideZoom
            name={conv ? `${s.level}.${conv}` : s.level}
            maps={maps}
            channel={channel}
            row={row}
            column={column}
            onCell={(r, c) => set({ row: r, column: c })}
            field={
              conv
                ? null
                : {
                    exact,
                    measured: measured?.of === of ? measured.values : null,
                    sees: last?.sees ?? null,
                    measure: () => lab.call('perturb', place).then((values) => values && setMeasured({ of, values })),
                  }
            }
            followed={followed}
          />
        )}
        {lab.frame && (
          <div className={layout.row}>
            <NumberReadout
              label={t.counted}
              value={short(lab.frame.counted.flops)}
              unit="FLOP"
              formula={{ note: t.countedNote, fn: 'models/unet/anatomy.ts#layersOf' }}
            />
            {config && (
              <NumberReadout label={t.parameters} value={short(totals(config).params)} formula={{ fn: 'models/unet/anatomy.ts#totals' }} />
            )}
          </div>
        )}
      </div>
    </Figure>
  );
}

/** Weights and multiplications of the same U at other widths. */
function Prices({ config }: { config: Parameters<typeof totals>[0] }) {
  const t = useText(text).inside;
  return (
    <View name={t.price}>
      <p className={layout.words}>{t.priceNote}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t.channels}</th>
            <th>{t.parameters}</th>
            <th>{t.flops}</th>
          </tr>
        </thead>
        <tbody>
          {WIDTHS.map((channels) => {
            const { params, flops } = totals({ ...config, channels });
            const ours = channels.join() === config.channels.join();
            return (
              <tr key={channels.join()} data-ours={ours || undefined}>
                <td>
                  {channels.join(' / ')} {ours && t.ours}
                </td>
                <td>{short(params)}</td>
                <td>{short(flops)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </View>
  );
}

const NOTHING = {};
