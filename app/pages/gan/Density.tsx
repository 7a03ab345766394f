/** A generator asked for given faces: descent on its noise, twelve faces at once, and what its own draws are nearest to. */
import { useMemo } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useText } from '../../i18n';
import { FIDELITY_THRESHOLD } from '../../models/metrics';
import { DRAWS, FACES, GENERATORS, STEPS, TARGETS } from '../../runtime/programs/gan/densitySettings';
import { Button, Choice, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, shares, View } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useLab } from '../../store/lab';
import { bool, defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { DensityFaces } from './DensityFaces';
import { DensityNeighbours } from './DensityNeighbours';
import styles from './gan.module.css';
import { text } from './text/density';

export const state = defineState('gan.density', {
  generator: oneOf(GENERATORS, 'gan-latent'),
  target: oneOf(TARGETS, 'test'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 7 }),
  mine: ownFace(),
  watched: int({ min: 0, max: FACES - 1, default: 0 }),
  own: bool(true),
  held: bool(true),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

/** What is seen of the chosen face. */
const PICTURES = ['faces', 'best', 'first', 'floor'] as const;
const COLOURS = { faces: 'data', best: 'generated', first: 'noise', floor: 'latent' } as const;
const middle = (list: Float32Array): number => list.slice().sort()[list.length >> 1];

export default function Density() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const { generator, target, face, mine, own, held, watched } = s;
  const config = useMemo(() => ({ generator, target, face, mine, own, held }), [generator, target, face, mine, own, held]);
  const lab = useLab('gan.density', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  // The face itself is known before anything has been drawn.
  const asked = useMemo(() => (target === 'test' ? pictureOf(face, mine) : null), [target, face, mine]);
  const over = (list: Float32Array) => list.filter((_, i) => i % FACES === watched);
  const made = frame?.apart.best.filter((d) => d <= FIDELITY_THRESHOLD).length;
  const looked = (
    <div className={styles.looked}>
      {PICTURES.map((key) => {
        const name = key === 'first' ? t.first(DRAWS[generator]) : t.pictures[key];
        const known = frame ? frame[key] : key === 'faces' ? asked : null;
        return (
          <View key={key} name={name} colour={COLOURS[key]}>
            <Sized max={160}>
              {(width) => <FaceCanvas data={known} index={frame ? watched : 0} width={width} label={known ? name : ''} />}
            </Sized>
            {frame && key !== 'faces' && (
              <NumberReadout
                label={t.apart}
                value={frame.apart[key][watched].toFixed(4)}
                formula={{ id: 'inversion', note: t.notes[key], fn: 'models/gan/inversion.ts#rowDistances' }}
              />
            )}
          </View>
        );
      })}
    </div>
  );
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.generator}
            value={generator}
            options={GENERATORS.map((value) => ({ value, label: t.generators[value] }))}
            onChange={(value) => set({ generator: value })}
          />
          <Choice
            label={t.target}
            value={target}
            options={TARGETS.map((value) => ({ value, label: t.targets[value] }))}
            onChange={(value) => set({ target: value, mine: '' })}
          />
          <Slider
            label={t.face}
            value={face}
            min={0}
            max={TEST_SIZE - 1}
            step={1}
            onChange={(value) => set({ face: value, mine: '', watched: 0 })}
          />
          <Button onClick={() => set({ face: (face + 1) % TEST_SIZE, seed: (s.seed % 999_999) + 1, mine: '', watched: 0 })}>
            {t.others}
          </Button>
          <OwnFace own={mine} onTake={(taken) => set({ mine: taken, target: 'test', watched: 0 })} />
        </>
      }
      more={
        <>
          <Toggle label={t.held} value={held} onChange={(value) => set({ held: value })} />
          <Toggle label={t.own} value={own} onChange={(value) => set({ own: value })} />
        </>
      }
    >
      {!frame && (
        <div className={layout.columns} style={shares(3, 2)}>
          {looked}
        </div>
      )}
      {frame && (
        <div className={layout.stack}>
          <div className={layout.columns} style={shares(3, 2)}>
            {looked}
            <Plot
              title={t.curve}
              label={t.curveAlt}
              height={210}
              x={frame.history.at}
              xName={t.steps}
              xDomain={[0, STEPS]}
              yScale="log"
              yDomain={[0.0015, Math.max(0.4, 1.1 * frame.apart.drawn[watched])]}
              series={[
                { key: 'best', name: t.best, colour: 'generated', y: over(frame.history.best), width: 2.5 },
                { key: 'middle', name: t.middle, colour: 'generated', y: over(frame.history.middle), dashed: true },
              ]}
              marks={[
                { y: frame.apart.drawn[watched], name: t.drawn, colour: 'noise' },
                { y: frame.apart.floor[watched], name: t.floor, colour: 'latent' },
              ]}
            />
          </div>
          {mine && <p className={layout.words}>{own ? t.yours : t.yoursUntold}</p>}
          <DensityFaces frame={frame} watched={watched} onWatch={(index) => set({ watched: index })} />
          <div className={layout.readouts}>
            <NumberReadout
              label={t.made}
              value={made === undefined ? null : t.of(made, FACES)}
              formula={{ note: t.madeNote, fn: 'models/gan/inversion.ts#nearest' }}
            />
            <NumberReadout label={t.middleBest} value={middle(frame.apart.best).toFixed(4)} formula="inversion" />
            <NumberReadout label={t.middleDrawn} value={middle(frame.apart.drawn).toFixed(4)} formula="inversion" />
            <NumberReadout
              label={t.middleFloor}
              value={middle(frame.apart.floor).toFixed(4)}
              formula={{ note: t.notes.floor, fn: 'models/gan/inversion.ts#rowDistances' }}
            />
            <NumberReadout
              label={t.length}
              value={frame.length[watched].toFixed(1)}
              formula={{ note: t.lengthNote, fn: 'models/gan/inversion.ts#onShell' }}
            />
          </div>
          <DensityNeighbours lab={lab} seed={s.seed} ready={frame.step >= STEPS} />
        </div>
      )}
    </Figure>
  );
}
