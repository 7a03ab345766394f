/** Three estimators of one coordinate: their histograms, one under the other on one scale, and a table of means and variances. */

import { useText } from '../../i18n';
import type { EstimatorsFrame } from '../../runtime/programs/vae/estimators';
import { ESTIMATORS } from '../../runtime/programs/vae/estimatorsSettings';
import { layout, Sized } from '../../shell/layout';
import { Histogram } from '../../viz/Histogram';
import type { ColourName } from '../../viz/palette';
import { text } from './text/bounds';
import styles from './vae.module.css';

const COLOURS = { score: 'ink2', baseline: 'noise', path: 'gradient' } as const satisfies Record<string, ColourName>;

/** A number short enough for a table: 12.3, 1,230, 1.2e6. */
const brief = (v: number): string => {
  const size = Math.abs(v);
  const said = size >= 1e6 ? v.toExponential(1).replace('e+', 'e') : size >= 100 ? Math.round(v).toLocaleString('en') : v.toFixed(2);
  return said.replace('-', '−');
};

export function EstimatorRows({ frame, coordinate }: { readonly frame: EstimatorsFrame; readonly coordinate: number }) {
  const t = useText(text).estimators;
  const width2 = 2 * frame.dims;
  const column = (name: (typeof ESTIMATORS)[number]) => {
    const { recent } = frame.of[name];
    return Float32Array.from({ length: recent.length / width2 }, (_, i) => recent[i * width2 + coordinate]);
  };
  // One scale for all: as wide as the middle one needs, so that the others are seen to be wider or narrower.
  const reach = 3 * Math.sqrt(frame.of.baseline.variance[coordinate]);
  const middle = frame.of.path.mean[coordinate];
  const domain: [number, number] = [middle - reach, middle + reach];
  return (
    <>
      <div className={styles.three}>
        {ESTIMATORS.map((name) => {
          const values = column(name);
          const outside = values.filter((v) => v < domain[0] || v > domain[1]).length / values.length;
          return (
            <div key={name} data-estimator={name}>
              <p className={layout.caption}>
                <span>{t.names[name]}</span>
                {outside > 0.02 && <small>{t.outside(`${(100 * outside).toFixed(0)}%`)}</small>}
              </p>
              <Sized>
                {(width) => (
                  <Histogram
                    data={values}
                    width={width}
                    height={150}
                    domain={domain}
                    bins={41}
                    colour={COLOURS[name]}
                    label={t.histAlt(t.names[name], brief(frame.of[name].mean[coordinate]))}
                  />
                )}
              </Sized>
            </div>
          );
        })}
      </div>
      <table className={styles.measured} aria-label={t.headAlt}>
        <thead>
          <tr>
            <th>{t.head.estimator}</th>
            <th>{t.head.mean}</th>
            <th>{t.head.variance}</th>
            <th>{t.head.worth}</th>
          </tr>
        </thead>
        <tbody>
          {ESTIMATORS.map((name) => {
            const of = frame.of[name];
            const error = 2 * Math.sqrt(of.variance[coordinate] / frame.draws);
            return (
              <tr key={name} data-row={name}>
                <th scope="row">{t.names[name]}</th>
                <td translate="no">{`${brief(of.mean[coordinate])} ± ${brief(error)}`}</td>
                <td translate="no">{brief(of.total)}</td>
                <td translate="no">{brief(of.total / frame.of.path.total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={layout.hint}>{t.note(frame.draws.toLocaleString('en'))}</p>
    </>
  );
}
