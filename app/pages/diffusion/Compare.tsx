/** Networks side by side in the plane: what each makes of the same noise, and how far that is from the data as they learn. */

import type { ReactNode } from 'react';
import { useText } from '../../i18n';
import type { Compared } from '../../runtime/programs/diffusion/compare';
import { NumberReadout } from '../../shell/controls';
import { layout, Plot, View } from '../../shell/layout';
import type { PlaneData } from '../../shell/planeData';
import type { Layer } from '../../viz/Plane';
import type { ColourName } from '../../viz/palette';
import styles from './diffusion.module.css';
import { Square } from './parts';
import { text } from './text/compare';

export interface Contender<Name extends string> {
  readonly key: Name;
  readonly name: ReactNode;
  /** For the end of its curve. */
  readonly short: string;
  readonly colour: ColourName;
}

interface Props<Name extends string> {
  readonly frame: Compared<Name> | null;
  readonly contenders: readonly Contender<Name>[];
  readonly plane: PlaneData;
  readonly curvesBeside: boolean;
}

export function Compare<Name extends string>({ frame, contenders, plane, curvesBeside }: Props<Name>) {
  const t = useText(text);
  const seen = frame !== null && frame.history.step.length > 1;
  const planes = contenders.map(({ key, name, colour, short }) => {
    const layers: Layer[] = [
      ...(plane.strokes.length
        ? [{ kind: 'paths' as const, paths: plane.strokes, colour: 'data' as const, lineWidth: 2, opacity: 0.35 }]
        : []),
      ...(frame
        ? [
            { kind: 'points' as const, points: frame.real, colour: 'data' as const, radius: 1.8, opacity: 0.3 },
            { kind: 'points' as const, points: frame.samples[key], colour: colour, radius: 2.2, opacity: 0.85 },
          ]
        : []),
    ];
    return (
      <View
        key={key}
        name={name}
        colour={colour}
        aside={
          <NumberReadout
            label={t.distance}
            value={frame ? frame.ratios[key].toFixed(1) : null}
            unit={frame ? '×' : undefined}
            formula={{ note: t.distanceNote }}
          />
        }
      >
        <Square layers={layers} label={t.plane(short, frame ? frame.ratios[key].toFixed(1) : '–')} onDraw={plane.onDraw} />
      </View>
    );
  });
  const curves = (
    <Plot
      title={t.curves}
      height={curvesBeside ? 260 : 200}
      x={seen ? frame.history.step : NONE}
      xName={t.steps}
      yScale="log"
      label={t.curvesLabel}
      series={contenders.map(({ key, short, colour }, i) => ({
        key,
        name: short,
        colour,
        dashed: i % 2 === 1,
        y: seen ? (frame.history as Readonly<Record<string, Float32Array>>)[`ratio:${key}`] : NONE,
        width: 2.2,
      }))}
      marks={[{ y: 1, name: t.floor, colour: 'data' }]}
    />
  );
  return (
    <div className={layout.stack}>
      <div className={curvesBeside ? styles.three : styles.four}>
        {planes}
        {curvesBeside && curves}
      </div>
      {!curvesBeside && curves}
    </div>
  );
}

const NONE = new Float32Array(0);
