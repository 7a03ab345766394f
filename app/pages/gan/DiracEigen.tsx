/** Eigenvalues at the equilibrium in the complex plane: of the field (stable: left half), and of one step (stable: inside the circle). */
import { useText } from '../../i18n';
import { type Complex, type DiracConfig, eigenvalues, jacobian, modulus, stepJacobian, verdict } from '../../models/gan/dirac';
import { NumberReadout } from '../../shell/controls';
import { type Layer, Plane, squareDomain } from '../../viz/Plane';
import styles from './gan.module.css';
import { text } from './text/dirac';

const circle = Float32Array.from({ length: 2 * 97 }, (_, i) => (i % 2 ? Math.sin : Math.cos)(((i >> 1) * Math.PI) / 48));

/** 1.00 ± 0.05 i, or two reals. */
export function formatPair([a, b]: readonly [Complex, Complex]): string {
  const f = (v: number) => (Math.abs(v) < 5e-4 ? '0' : v.toFixed(3).replace(/0+$/, '').replace(/\.$/, '').replace('-', '−'));
  if (a.im !== 0) return `${Math.abs(a.re) < 5e-4 ? '' : `${f(a.re)} `}± ${f(Math.abs(a.im))} i`;
  return a.re === b.re ? f(a.re) : `${f(a.re)}, ${f(b.re)}`;
}

export function DiracEigen({ config, width }: { config: DiracConfig; width: number }) {
  const t = useText(text);
  const j = jacobian(config);
  const m = stepJacobian(config);
  const [ofField, ofStep] = [j && eigenvalues(j), m && eigenvalues(m)];
  const size = Math.min(230, Math.floor((width - 24) / 2));
  const reach = ofStep ? Math.max(1.35, ...ofStep.map((z) => 1.15 * modulus(z))) : 1.35;
  const points = (pair: readonly Complex[] | null): Layer[] =>
    pair ? [{ kind: 'points', points: pair.flatMap(({ re, im }) => [re, im]), colour: 'network', radius: 5, opacity: 1, halo: true }] : [];
  const radius = ofStep ? Math.max(...ofStep.map(modulus)) : null;
  const fieldReach = ofField ? Math.max(1.2, ...ofField.map((z) => 1.15 * modulus(z))) : 1.2;
  return (
    <div className={styles.eigen}>
      <div>
        <p className={styles.caption}>{t.ofField}</p>
        <Plane
          layers={points(ofField)}
          domain={squareDomain(fieldReach, 1, 1)}
          width={size}
          height={size}
          gridLines
          label={t.eigenAlt(t.verdicts[verdict(config)])}
        />
        <NumberReadout
          label="λ"
          value={ofField ? formatPair(ofField) : t.none}
          formula={{ id: config.method === 'r1' ? 'r1Eigen' : 'diracEigen', fn: 'models/gan/dirac.ts#eigenvalues' }}
        />
      </div>
      <div>
        <p className={styles.caption}>{t.ofStep}</p>
        <Plane
          layers={[{ kind: 'paths', paths: [circle], colour: 'ink2', lineWidth: 1.25 }, ...points(ofStep)]}
          domain={squareDomain(reach, 1, 1)}
          width={size}
          height={size}
          gridLines
          label={t.eigenAlt(t.verdicts[verdict(config)])}
        />
        <NumberReadout
          label="|λ|"
          value={radius === null ? t.none : radius.toFixed(5)}
          formula={{ id: config.update, fn: 'models/gan/dirac.ts#stepJacobian' }}
        />
      </div>
    </div>
  );
}
