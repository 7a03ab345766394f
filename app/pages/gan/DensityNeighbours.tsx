/** Draws of G above the training faces nearest to them; beside them, as the control, faces that are not among those trained on. */
import { useMemo } from 'react';
import { FACE_BYTES } from '../../data/faces';
import { useText } from '../../i18n';
import { SHOWN_LOOKED } from '../../runtime/programs/gan/densitySettings';
import { NumberReadout } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { type Lab, useAnswer } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import { text } from './text/density';

const PER_ROW = SHOWN_LOOKED / 2;

/** Two rows of faces, each over the row of their nearest. */
function paired(faces: Float32Array, nearest: Float32Array): Float32Array {
  const row = PER_ROW * FACE_BYTES;
  const out = new Float32Array(4 * row);
  for (let r = 0; r < 2; r++) {
    out.set(faces.subarray(r * row, (r + 1) * row), 2 * r * row);
    out.set(nearest.subarray(r * row, (r + 1) * row), (2 * r + 1) * row);
  }
  return out;
}

export function DensityNeighbours({ lab, seed, ready }: { lab: Lab<'gan.density'>; seed: number; ready: boolean }) {
  const t = useText(text);
  const asked = useMemo(() => ({ seed }), [seed]);
  const found = useAnswer(lab, 'neighbours', ready ? asked : null).value;
  const half = (name: string, colour: 'generated' | 'data', faces?: Float32Array, nearest?: Float32Array, apart?: Float32Array) => (
    <View name={name} colour={colour}>
      <Sized max={505}>
        {(width) =>
          faces && nearest ? (
            <FaceGrid data={paired(faces, nearest)} count={2 * SHOWN_LOOKED} columns={PER_ROW} width={width} label={t.nearestAlt(name)} />
          ) : (
            <div style={{ height: (width * 4) / PER_ROW, background: 'var(--paper-2)' }} />
          )
        }
      </Sized>
      <NumberReadout
        label={t.nearestApart}
        value={apart ? apart.slice().sort()[apart.length >> 1].toFixed(4) : null}
        formula={{ note: t.nearestNote, fn: 'runtime/programs/gan/density.ts#nearestTraining' }}
      />
    </View>
  );
  return (
    <div className={layout.column}>
      <span className={layout.caption}>
        {t.neighbours}
        <small>{ready ? t.neighboursRemark : t.neighboursLater}</small>
      </span>
      {/* Nothing is there to be seen until the descents are over: no room is kept for it. */}
      {ready && (
        <div className={layout.columns}>
          {half(t.draws, 'generated', found?.drawn, found?.ofDrawn, found?.apartDrawn)}
          {half(t.unseen, 'data', found?.test, found?.ofTest, found?.apartTest)}
        </div>
      )}
    </div>
  );
}
