/** From the block down to one number: a large map, what that number depends on, and the sum that it is. */
import { useText } from '../../i18n';
import type { Followed, Maps } from '../../runtime/programs/unet/inside';
import { Button } from '../../shell/controls';
import { layout, View } from '../../shell/layout';
import { HeatMap } from '../../viz/HeatMap';
import { NumberGrid } from '../../viz/NumberGrid';
import { correlation } from './numbers';
import { text } from './text/inside';
import styles from './unet.module.css';

interface Props {
  readonly name: string;
  readonly maps: Maps;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  readonly onCell: (row: number, column: number) => void;
  /** For what leaves a block: derivatives by every pixel [256], exact and (once asked for) measured; how wide its convolutions see. */
  readonly field: { exact: Float32Array | null; measured: Float32Array | null; sees: number | null; measure: () => void } | null;
  /** For a convolution: its sum. */
  readonly followed: Followed | null;
}

const SIZE = 224;

export function InsideZoom({ name, maps, channel, row, column, onCell, field, followed }: Props) {
  const t = useText(text).inside;
  const { side, channels, values } = maps;
  const one = Float32Array.from({ length: side * side }, (_, p) => values[p * channels + channel]);
  return (
    <div className={layout.row}>
      <View name={t.map(name, channel + 1)}>
        <HeatMap
          data={one}
          rows={side}
          columns={side}
          width={SIZE}
          height={SIZE}
          high="network"
          low="gradient"
          row={row}
          column={column}
          label={t.mapAlt(name, channel + 1, row + 1, column + 1)}
          onSelect={(r, c, hover) => !hover && onCell(r, c)}
        />
      </View>
      {field && (
        <>
          <View name={t.field} remark={t.fieldNote}>
            <HeatMap data={field.exact ?? ZEROS} rows={16} columns={16} width={SIZE} height={SIZE} high="gradient" label={t.field} />
          </View>
          <View name={t.measured} remark={t.measuredNote}>
            {field.measured ? (
              <>
                <HeatMap data={field.measured} rows={16} columns={16} width={SIZE} height={SIZE} high="gradient" label={t.measured} />
                {field.exact && <p className={layout.words}>{t.agree(correlation(field.exact, field.measured).toFixed(2))}</p>}
              </>
            ) : (
              <Button onClick={field.measure}>{t.measure}</Button>
            )}
          </View>
          {field.sees !== null && <p className={layout.words}>{t.sees(field.sees)}</p>}
        </>
      )}
      {followed && <Sum followed={followed} />}
    </div>
  );
}

/** Window × kernel of the channels that add most, the rest, the bias, and what they come to. */
function Sum({ followed }: { followed: Followed }) {
  const t = useText(text).inside;
  const { terms, rest, bias, value, inputs } = followed;
  const limit = Math.max(...terms.flatMap(({ window }) => Array.from(window, Math.abs)));
  const signed = (v: number) => `${v < 0 ? '−' : '+'} ${Math.abs(v).toFixed(3)}`;
  return (
    <div className={layout.stack}>
      <View name={t.sum}>
        <div className={styles.sum} translate="no">
          {terms.map(({ channel, window, kernel, sum }) => (
            <span key={channel} className={styles.term}>
              <span>{t.term(channel + 1)}</span>
              <span className={styles.product}>
                <NumberGrid values={window} rows={3} columns={3} cell={26} limit={limit} label={t.term(channel + 1)} />×
                <NumberGrid values={kernel} rows={3} columns={3} cell={26} label={t.term(channel + 1)} />
              </span>
              <b>{signed(sum)}</b>
            </span>
          ))}
          <span className={styles.term}>
            <span>{t.rest(inputs - terms.length)}</span>
            <b>{signed(rest)}</b>
          </span>
          <span className={styles.term}>
            <span>{t.bias}</span>
            <b>{signed(bias)}</b>
          </span>
          <span className={styles.term}>
            <span>{t.total}</span>
            <b>{`= ${value.toFixed(3).replace('-', '−')}`}</b>
          </span>
        </div>
      </View>
    </div>
  );
}

const ZEROS = new Float32Array(256);
