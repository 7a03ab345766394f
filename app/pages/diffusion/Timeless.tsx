/** Figure 8: the same network with its time embedding taken away. */
import { useText } from '../../i18n';
import { Figure } from '../../shell/Figure';
import { usePlaneData } from '../../shell/planeData';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { Compare } from './Compare';
import { DataControl } from './parts';
import { timelessState } from './state';
import { text } from './text/timeless';

export { timelessState as state };

export default function Timeless() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(timelessState);
  const plane = usePlaneData(s, set);
  const lab = useLab('diffusion.timeless', plane.config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
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
        curvesBeside
        contenders={[
          { key: 'told', name: t.names.told, short: t.names.told, colour: 'generated' },
          { key: 'untold', name: t.names.untold, short: t.names.untold, colour: 'condition' },
        ]}
      />
    </Figure>
  );
}
