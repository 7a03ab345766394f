/** The four curves of the first figure: value, losses, accuracy, and the distance of p_g from p_data with its floor. */
import { useText } from '../../i18n';
import type { MinMaxFrame } from '../../runtime/programs/gan/minmax';
import { Curves } from '../../viz/Curves';
import { onReadings } from './onReadings';
import { text } from './text/minmax';

const none = new Float32Array(0);
const EMPTY: MinMaxFrame['history'] = { step: none, value: none, lossD: none, lossG: none, accuracy: none, js: none, kl: none, swd: none };

interface Props {
  readonly frame: MinMaxFrame | null;
  readonly width: number;
  readonly height: number;
  readonly critic: boolean;
}

export const MinMaxCurves = onReadings(function MinMaxCurves({ frame, width, height, critic }: Props) {
  const t = useText(text).curves;
  const h = frame?.history ?? EMPTY;
  const floor = frame?.floor ?? null;
  const size = { x: h.step, width, height, xDomain: [0, Math.max(10, h.step[h.step.length - 1] ?? 0)] as const };
  return (
    <>
      <Curves
        {...size}
        hand="value"
        xNameLifted={t.steps}
        title={t.value}
        label={t.valueAlt}
        series={[{ key: 'value', name: 'V', colour: 'network', y: h.value }]}
        yDomain={critic ? undefined : [Math.min(-1.55, ...tail(h.value)), Math.max(-1.1, ...tail(h.value))]}
        marks={[{ y: -Math.log(4), name: t.valueMark }]}
      />
      <Curves
        {...size}
        title={t.loss}
        label={t.lossAlt}
        series={[
          { key: 'D', name: 'L_D', colour: 'network', y: h.lossD },
          { key: 'G', name: 'L_G', colour: 'generated', y: h.lossG },
        ]}
      />
      <Curves
        {...size}
        title={t.accuracy}
        label={t.accuracyAlt}
        series={[{ key: 'accuracy', name: 'D', colour: 'network', y: h.accuracy }]}
        yDomain={[Math.min(0.4, ...tail(h.accuracy)), 1]}
        marks={[{ y: 0.5, name: t.accuracyMark }]}
      />
      <Curves
        {...size}
        title={t.distance}
        label={t.distanceAlt}
        yScale="log"
        series={[
          { key: 'js', name: 'JS', colour: 'generated', y: h.js },
          { key: 'kl', name: 'KL', colour: 'generated', dashed: true, y: h.kl },
        ]}
        marks={
          floor
            ? [
                { y: floor.js, name: t.floor('JS') },
                { y: floor.kl, name: t.floor('KL') },
              ]
            : []
        }
      />
    </>
  );
});

const tail = (values: Float32Array): number[] => Array.from(values.subarray(Math.max(0, values.length - 200)));
