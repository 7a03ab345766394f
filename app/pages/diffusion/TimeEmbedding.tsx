/** Figure 7: the time embedding as a map, and a network that is told a wrong time. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import { similarity, timeEmbedding } from '../../models/diffusion/embedding';
import { Button, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import styles from './diffusion.module.css';
import { FaceControl } from './FaceControl';
import { exampleOf } from './noising';
import { sym } from './parts';
import { T, timeState } from './state';
import { text } from './text/timeEmbedding';

export { timeState as state };

const COLUMNS = 334;

export default function TimeEmbedding() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(timeState);
  const lab = useLab('diffusion.wrongTimestep', NOTHING);
  const told = useAnswer(lab, 'ask', { face: s.face, mine: s.mine, t: s.t, told: s.told, noise: s.noise }).value;
  const sweep = useAnswer(lab, 'sweep', { face: s.face, mine: s.mine, t: s.t, noise: s.noise }).value;
  const mixed = useMemo(() => exampleOf(s.face, s.t, s.noise, s.mine), [s.face, s.t, s.noise, s.mine]);
  const dim = s.dim - (s.dim % 2);
  const map = useMemo(() => embeddingMap(dim), [dim]);
  const near = useMemo(() => similarity(s.told, T, dim), [s.told, dim]);
  const times = useMemo(() => Float32Array.from({ length: T + 1 }, (_, i) => i), []);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Button onClick={() => set({ told: s.t })}>{t.honest}</Button>
          <FaceControl value={s.face} mine={s.mine} onChange={set} />
          <Slider label={t.dim} value={s.dim} min={8} max={128} step={8} onChange={(value) => set({ dim: value })} />
        </>
      }
    >
      <div className={layout.stack}>
        <Sized>
          {(width) => (
            <View name={t.map} thing="temb" colour="network" remark={t.mapNote(dim)}>
              <HeatMap
                data={map}
                rows={dim}
                columns={COLUMNS}
                width={width}
                height={160}
                domain={[-1, 1]}
                low="latent"
                high="network"
                column={Math.round((s.told / T) * (COLUMNS - 1))}
                onSelect={(_, column, hover) => !hover && set({ told: Math.max(1, Math.round((column / (COLUMNS - 1)) * T)) })}
                label={t.mapLabel(s.told)}
              />
            </View>
          )}
        </Sized>
        <div className={layout.columns}>
          <View name={t.truth} remark={`t = ${s.t}`}>
            <TimeAxis t={s.t} from={1} label={t.truth} onChange={(at) => set({ t: at })} />
          </View>
          <View name={t.lie} colour="network" remark={`t′ = ${s.told}`}>
            <TimeAxis t={s.told} from={1} name="t′" label={t.lie} onChange={(at) => set({ told: at })} colour="network" marks={[s.t]} />
          </View>
        </div>
        <div className={layout.wide}>
          <Sized>
            {(width) => {
              const size = (Math.min(width, 1_000) - 3 * 16) / (width > 600 ? 4 : 2);
              return (
                // Two have a number beneath, two have none: the pictures stand in one line by their tops.
                <div className={styles.four} style={{ alignItems: 'start' }}>
                  <View name={sym.xt} thing="xt" remark={`t = ${s.t}`}>
                    <FaceCanvas data={mixed.xt} width={size} label={t.alts.xt(s.t)} />
                  </View>
                  <View name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.toldTruth}>
                    <FaceCanvas data={told?.correct.x0Hat ?? BLANK} width={size} label={t.alts.honest} />
                    <NumberReadout label={t.errorTruth} value={told?.correct.loss ?? null} formula="simple" />
                  </View>
                  <View name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.toldLie(s.told)}>
                    <FaceCanvas data={told?.wrong.x0Hat ?? BLANK} width={size} label={t.alts.lied(s.told)} />
                    <NumberReadout label={t.errorLie} value={told?.wrong.loss ?? null} formula="simple" />
                  </View>
                  <View name={sym.epsHat} thing="epsHat" colour="noise" remark={t.toldLie(s.told)}>
                    <FaceCanvas data={told?.wrong.epsHat ?? BLANK} range={2.5} width={size} label={t.alts.epsLied} />
                  </View>
                </div>
              );
            }}
          </Sized>
          <div className={layout.columns}>
            <Plot
              title={t.sweep}
              height={170}
              x={sweep?.told ?? NONE}
              xName={t.sweepX}
              xDomain={[0, T]}
              yScale="log"
              label={t.sweepLabel(s.t)}
              series={[{ key: 'loss', name: t.error, colour: 'gradient', y: sweep?.loss ?? NONE, width: 2.5 }]}
              cursor={s.told}
              onCursor={(at) => set({ told: Math.max(1, Math.min(T, Math.round(at))) })}
            />
            <Plot
              title={t.similar}
              height={170}
              x={times}
              xName="t"
              yDomain={[-0.3, 1.05]}
              label={t.similarLabel(s.told)}
              series={[{ key: 'near', name: 'cos', colour: 'network', y: near, width: 2 }]}
              cursor={s.told}
            />
          </div>
        </div>
      </div>
    </Figure>
  );
}

/** Rows: components of the embedding, cosines first. Columns: t from 0 to T. */
function embeddingMap(dim: number): Float32Array {
  const rows = timeEmbedding(
    Float32Array.from({ length: COLUMNS }, (_, i) => (T * i) / (COLUMNS - 1)),
    dim,
  );
  const map = new Float32Array(dim * COLUMNS);
  for (let c = 0; c < COLUMNS; c++) for (let r = 0; r < dim; r++) map[r * COLUMNS + c] = rows[c * dim + r];
  return map;
}

const NOTHING = {};
const BLANK = new Float32Array(768);
const NONE = new Float32Array(0);
