/** Figure 5: the same network asked for ε, x₀, v or the mean. */
import { useText } from '../../i18n';
import { Figure } from '../../shell/Figure';
import { usePlaneData } from '../../shell/planeData';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { Compare } from './Compare';
import { DataControl } from './parts';
import { targetsState } from './state';
import { text } from './text/targets';

export { targetsState as state };

export default function Targets() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(targetsState);
  const plane = usePlaneData(s, set);
  const lab = useLab('diffusion.targets', plane.config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={<DataControl value={s.data} drawn={s.drawn} onChange={set} />}
    >
      <Compare
        frame={lab.frame}
        plane={plane}
        curvesBeside={false}
        contenders={[
          { key: 'eps', name: t.names.eps, short: 'ε', colour: 'generated' },
          { key: 'x0', name: t.names.x0, short: 'x₀', colour: 'latent' },
          { key: 'v', name: t.names.v, short: 'v', colour: 'network' },
          { key: 'mean', name: t.names.mean, short: 'μ', colour: 'condition' },
        ]}
      />
    </Figure>
  );
}
