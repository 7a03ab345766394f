/** Figure 8: the three kinds of guidance from the same noises towards the same wish: what agreement costs, drawn as it is measured. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { Cell } from '../../runtime/programs/unet/tradeoff';
import type { MeasuredGuidance } from '../../runtime/weights';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, View } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import { Tradeoff, type Way } from '../../viz/Tradeoff';
import { compareState } from './guidanceState';
import { MeasuredTable } from './MeasuredTable';
import { errorOf, percent, strengthName } from './numbers';
import { text } from './text/guidance';
import styles from './unet.module.css';
import { Wish } from './Wish';
import { conditionOf, readWish } from './wish';

export { compareState as state };

const KINDS = [
  { key: 'classifier', colour: 'gradient', shape: 'square' },
  { key: 'clip', colour: 'latent', shape: 'triangle' },
  { key: 'free', colour: 'condition', shape: 'circle' },
] as const;

type Point = Pick<Cell, 'strength' | 'n' | 'agreement' | 'fidelity' | 'variety'> & { readonly kind: MeasuredGuidance['kind'] };

export default function Compare() {
  const words = useText(text);
  const t = words.compare;
  const [s, set, problems] = useFigureState(compareState);
  const config = useMemo(() => ({ condition: conditionOf(readWish(s.wish) ?? {}), steps: s.steps }), [s.wish, s.steps]);
  const lab = useLab('unet.tradeoff', config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const cells = frame?.cells ?? [];
  /** Until something is measured here, what the card says. */
  const points: readonly Point[] = cells.length > 0 ? cells : (frame?.measured ?? []);
  const ways = (value: (point: Point) => number): Way[] =>
    KINDS.map(({ key, colour, shape }) => ({
      key,
      name: t.kinds[key],
      colour,
      shape,
      dots: points
        .filter((cell) => cell.kind === key)
        .map((cell) => ({ x: cell.agreement, y: value(cell), dx: errorOf(cell.agreement, cell.n), name: strengthName(cell.strength) })),
    }));
  const doing = frame?.now
    ? t.now(t.kinds[frame.now.kind as 'free'], strengthName(frame.now.strength), frame.now.step, frame.now.of)
    : cells.length === 0
      ? t.play
      : '';
  const faces = cells.reduce((sum, { n }) => sum + n, 0);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={<Wish label={words.wish} value={s.wish} onChange={(wish) => set({ wish })} />}
      more={<Slider label={words.steps} value={s.steps} min={5} max={100} step={1} onChange={(steps) => set({ steps })} />}
    >
      <div className={layout.stack}>
        <div className={layout.row}>
          {KINDS.map(({ key, colour }) => (
            <b key={key} style={{ color: `var(--role-${colour})` }}>
              {key === 'classifier' ? '■' : key === 'clip' ? '▲' : '●'} {t.kinds[key]}
            </b>
          ))}
          <span className={layout.words}>{`${doing} ${t.bars}`.trim()}</span>
        </div>
        <div className={layout.columns}>
          <Sized>
            {(width) => (
              <Tradeoff
                ways={ways((c) => c.fidelity)}
                width={width}
                height={320}
                xName={t.agreement}
                yName={t.fidelity}
                label={t.plotFidelity}
              />
            )}
          </Sized>
          <Sized>
            {(width) => (
              <Tradeoff
                ways={ways((c) => c.variety)}
                width={width}
                height={320}
                xName={t.agreement}
                yName={t.variety}
                label={t.plotVariety}
              />
            )}
          </Sized>
        </div>
        <div className={layout.wide}>
          <div className={layout.stack}>
            <View name={t.faces}>
              <Sized max={406}>
                {(width) => <FaceGrid data={frame?.faces ?? BLANK} count={16} columns={8} width={width} label={t.faces} />}
              </Sized>
            </View>
            <div className={layout.row}>
              <NumberReadout label={t.table.n} value={faces} format={String} formula={{ note: t.varietyNote }} />
            </div>
          </div>
          <div className={layout.stack}>
            {cells.length > 0 && (
              <div style={{ overflowX: 'auto' }}>
                <table className={styles.table} translate="no">
                  <thead>
                    <tr>
                      {[t.table.kind, t.table.strength, t.agreement, t.fidelity, t.variety, t.table.n, t.table.cost, t.table.ms].map(
                        (head) => (
                          <th key={head}>{head}</th>
                        ),
                      )}
                    </tr>
                  </thead>
                  <tbody>
                    {cells.map((cell) => (
                      <tr key={`${cell.kind} ${cell.strength}`}>
                        <td>{t.kinds[cell.kind]}</td>
                        <td>{strengthName(cell.strength)}</td>
                        <td>{percent(cell.agreement)}</td>
                        <td>{percent(cell.fidelity)}</td>
                        <td>{percent(cell.variety)}</td>
                        <td>{cell.n}</td>
                        <td>{t.passes(cell.passes.unet, cell.passes.guide)}</td>
                        <td>{cell.msPerStep.toFixed(0)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {frame && frame.measured.length > 0 && <MeasuredTable measured={frame.measured} />}
          </div>
        </div>
      </div>
    </Figure>
  );
}

const BLANK = new Float32Array(16 * 768);
