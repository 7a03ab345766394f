/** One of four ways through the noise: sliders along a few directions, a plane through three faces, a great circle beside a line, all widths. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { DIRECTIONS, SHOWN_OF_WIDTH, WIDTHS } from '../../runtime/programs/gan/draws';
import { NumberReadout, Slider } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { type Lab, useAnswer } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import {
  alongLine,
  FAR,
  type FacesState,
  farOf,
  GRID_VALUES,
  lengthOnCircle,
  lengthsOnLine,
  noisesBeside,
  placeOf,
  SIDE,
  TURNS,
} from './facesState';
import styles from './gan.module.css';
import { text } from './text/faces';

interface Props {
  readonly lab: Lab<'gan.faces'>;
  readonly s: FacesState;
  readonly set: (changed: Partial<FacesState>) => void;
  readonly wish: Uint8Array;
  readonly axes: Float32Array;
}

const PICTURE = 768;
const KEYS = ['d1', 'd2', 'd3', 'd4'] as const;

export function FacesWay({ lab, s, set, wish, axes }: Props) {
  const t = useText(text);
  const z = useMemo(() => noisesBeside(s, axes), [s, axes]);
  const known = lab.frame && z.length > 0;
  const faces = useAnswer(lab, 'faces', known ? { z, wish, snap: s.snap, again: s.again } : null).value;
  if (s.way === 'width') return <Widths lab={lab} s={s} set={set} />;
  if (!faces) return <div style={{ minHeight: '18em' }} />;
  if (s.way === 'directions')
    return (
      <View name={t.directions} remark={t.directionsRemark} thing="z" colour="noise">
        {Array.from({ length: DIRECTIONS }, (_, k) => (
          <div key={KEYS[k]} className={layout.column}>
            <div>
              <Slider
                label={t.direction(k + 1)}
                value={farOf(s)[k]}
                min={-FAR}
                max={FAR}
                step={0.1}
                format={(v) => v.toFixed(1)}
                onChange={(v) => set({ [KEYS[k]]: v })}
              />
            </div>
            <Sized max={480}>
              {(width) => (
                <FaceGrid
                  data={part(faces, k * GRID_VALUES.length, GRID_VALUES.length)}
                  count={GRID_VALUES.length}
                  columns={GRID_VALUES.length}
                  width={width}
                  label={t.alongAlt(k + 1)}
                  name={(i) => t.alongStop(k + 1, GRID_VALUES[i])}
                  selected={GRID_VALUES.findIndex((stop) => Math.abs(stop - farOf(s)[k]) < 0.05)}
                  onSelect={(i) => set({ [KEYS[k]]: Number(GRID_VALUES[i].toFixed(1)) })}
                />
              )}
            </Sized>
          </div>
        ))}
      </View>
    );
  if (s.way === 'plane')
    return (
      <View name={t.plane} remark={t.planeRemark} thing="z" colour="noise">
        <Sized max={480}>
          {(width) => (
            <FaceGrid
              data={faces}
              count={SIDE * SIDE}
              columns={SIDE}
              width={width}
              label={t.plane}
              name={(i) => `u = ${placeOf(i % SIDE)}, v = ${placeOf(Math.floor(i / SIDE))}`}
              selected={s.cell}
              onSelect={(cell) => set({ cell })}
            />
          )}
        </Sized>
      </View>
    );
  const lengths = lengthsOnLine(s.seed);
  const row = (first: number, label: string, onSelect?: (i: number) => void) => (
    <Sized>
      {(width) => (
        <FaceGrid
          data={part(faces, first, TURNS)}
          count={TURNS}
          columns={width < 460 ? Math.ceil(TURNS / 2) : TURNS}
          width={width}
          label={label}
          selected={onSelect && s.turn}
          onSelect={onSelect}
        />
      )}
    </Sized>
  );
  return (
    <div className={layout.stack}>
      <View name={t.circle} remark={t.circleRemark} thing="z" colour="noise">
        {row(0, t.circle, (turn) => set({ turn }))}
        <NumberReadout label={t.length} value={lengthOnCircle(s.seed).toFixed(1)} formula="greatCircle" />
      </View>
      <View name={t.line} remark={t.lineRemark} colour="noise">
        {row(TURNS, t.line)}
        <NumberReadout
          label={t.lengthFrom}
          value={`${Math.max(...lengths).toFixed(1)} → ${Math.min(...lengths).toFixed(1)} → ${lengths[TURNS - 1].toFixed(1)}`}
          formula={{ note: t.lineNote(alongLine(0), alongLine(TURNS - 1)), fn: 'models/gan/walks.ts#straight' }}
        />
      </View>
    </div>
  );
}

const part = (faces: PictureData, first: number, count: number): PictureData => faces.subarray(first * PICTURE, (first + count) * PICTURE);

/** Eight draws at each of seven widths, with the share that passes and how far two are apart. */
function Widths({ lab, s, set }: Pick<Props, 'lab' | 's' | 'set'>) {
  const t = useText(text);
  const { snap, again, seed, wish } = s;
  const asked = useMemo(() => ({ seed, wish, best: Number(s.best), snap, again }), [seed, wish, s.best, snap, again]);
  const widths = useAnswer(lab, 'widths', lab.frame ? asked : null).value;
  if (!widths) return <div style={{ minHeight: '18em' }} />;
  return (
    <View name={t.widths} remark={t.widthsRemark} thing="z" colour="noise">
      {WIDTHS.map((width, i) => (
        <div key={width} className={layout.row}>
          <button
            type="button"
            className={styles.pick}
            style={{ minWidth: '3.2em', textAlign: 'left' }}
            aria-pressed={s.width === width}
            onClick={() => set({ width })}
          >
            × {width}
          </button>
          <div style={{ flex: '1 1 14em', maxWidth: 408 }}>
            <Sized>
              {(room) => (
                <FaceGrid
                  data={part(widths.faces, i * SHOWN_OF_WIDTH, SHOWN_OF_WIDTH)}
                  count={SHOWN_OF_WIDTH}
                  columns={SHOWN_OF_WIDTH}
                  width={room}
                  label={t.widthAlt(width)}
                />
              )}
            </Sized>
          </div>
          <NumberReadout
            label={t.apart}
            value={widths.apart[i].toFixed(3)}
            formula={{ note: t.apartNote, fn: 'models/gan/sources.ts#meanApart' }}
          />
          <NumberReadout
            label={t.clean}
            value={Math.round(100 * widths.clean[i])}
            unit="%"
            formula={{ note: t.cleanNote, fn: 'models/metrics/index.ts#passes' }}
          />
        </div>
      ))}
    </View>
  );
}
