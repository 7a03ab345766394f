/** Figure 2: ways down and up on one channel, every number shown; below, two decoders that differ in the doubling alone, learning. */

import { useMemo, useState } from 'react';
import { faceValues } from '../../data/faces';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import {
  bilinear,
  type Channel,
  channel,
  checkerboard,
  convolve,
  nearest,
  overlap,
  pool,
  transposedConvolve,
} from '../../models/unet/resample';
import { Button, Choice, Group, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import { NumberGrid } from '../../viz/NumberGrid';
import { readKernel, resampleState, writeKernel } from './state';
import { text } from './text/inside';

export { resampleState as state };

const PRESETS = {
  box: [1, 1, 1, 1, 1, 1, 1, 1, 1],
  tent: [0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25],
  edge: [-1, -1, -1, -1, 8, -1, -1, -1, -1],
  sharp: [0, -1, 0, -1, 5, -1, 0, -1, 0],
} as const;
const SIDE = 8;
const SMALL = 4;

/** What goes down (8×8) and what goes up (4×4). */
function inputOf(kind: string, side: number, seed: number): Channel {
  const rng = createRng(`resample ${seed}`);
  if (kind === 'flat') return channel(side, side, () => 1);
  if (kind === 'noise') return channel(side, side, () => Math.round(rng.normal() * 10) / 10);
  if (kind === 'stroke') return channel(side, side, (i, j) => (i === j || i + j === side - 1 ? 1 : 0));
  const face = faceValues(seed % 1_000);
  const step = 16 / side;
  return channel(side, side, (i, j) => Math.round(face[3 * ((i * step + step / 2) * 16 + j * step + step / 2) + 1] * 10) / 10);
}

/** The kernel at the size asked: the top left corner of the reader's nine, or (4×4) the nine stretched. */
function kernelOf(nine: readonly number[], size: number): Channel {
  if (size === 3) return channel(3, 3, (i, j) => nine[3 * i + j]);
  if (size === 2) return channel(2, 2, (i, j) => nine[3 * i + j]);
  return channel(4, 4, (i, j) => nine[3 * Math.round((i * 2) / 3) + Math.round((j * 2) / 3)]);
}

export default function Resample() {
  const t = useText(text).resample;
  const [s, set, problems] = useFigureState(resampleState);
  const lab = useLab('unet.upsampling', CONFIG, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const nine = useMemo(() => readKernel(s.kernel), [s.kernel]);
  const made = useMemo(() => {
    const kernel = kernelOf(nine, s.size);
    const three = kernelOf(nine, 3);
    const options = { stride: s.stride, pad: Math.min(s.pad, s.size - 1) };
    const [down, up] = [inputOf(s.input, SIDE, s.seed), inputOf(s.input, SMALL, s.seed)];
    return {
      down,
      up,
      downOut: s.down === 'stride' ? convolve(down, three, { stride: 2, pad: 1 }) : pool(down, s.down),
      upOut:
        s.up === 'transposed'
          ? transposedConvolve(up, kernel, options)
          : convolve(s.up === 'nearest' ? nearest(up, s.stride) : bilinear(up, s.stride), three, { pad: 1 }),
      stamps: s.up === 'transposed' ? overlap(SMALL, SMALL, s.size, options) : null,
      kernel,
    };
  }, [nine, s.size, s.stride, s.pad, s.input, s.seed, s.down, s.up]);
  const { frame } = lab;
  const [cell, setCell] = useState<readonly [number, number]>([1, 1]);
  const inWindow = (row: number, column: number) => {
    const [i, j] = [Math.min(s.row, made.downOut.h - 1), Math.min(s.column, made.downOut.w - 1)];
    const [from, size] = s.down === 'stride' ? [-1, 3] : [0, 2];
    return row >= 2 * i + from && row < 2 * i + from + size && column >= 2 * j + from && column < 2 * j + from + size;
  };

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice label={t.input} value={s.input} options={options(t.inputs)} onChange={(input) => set({ input })} />
          <Choice label={t.down} value={s.down} options={options(t.downs)} onChange={(down) => set({ down })} />
          <Choice label={t.up} value={s.up} options={options(t.ups)} onChange={(up) => set({ up })} />
        </>
      }
      more={
        <Group label={t.kernel}>
          <Slider
            label={t.size}
            value={s.size}
            min={2}
            max={4}
            step={1}
            disabled={s.up !== 'transposed'}
            format={(v) => `${v}×${v}`}
            onChange={(size) => set({ size })}
          />
          <Slider label={t.stride} value={s.stride} min={1} max={3} step={1} onChange={(stride) => set({ stride })} />
          <Slider label={t.pad} value={s.pad} min={0} max={2} step={1} disabled={s.up !== 'transposed'} onChange={(pad) => set({ pad })} />
        </Group>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns}>
          <View name={t.down} remark={t.downs[s.down]}>
            <div className={layout.row}>
              <Grid of={made.down} label={t.input} cell={30} lit={inWindow} />
              <Grid
                of={made.downOut}
                label={t.output}
                cell={30}
                selected={[Math.min(s.row, made.downOut.h - 1), Math.min(s.column, made.downOut.w - 1)]}
                onSelect={(row, column) => set({ row, column })}
              />
            </div>
          </View>
          <View name={t.kernel} remark={t.kernelHelp}>
            <div className={layout.row}>
              <NumberGrid
                values={nine}
                rows={3}
                columns={3}
                cell={40}
                label={t.kernel}
                selected={cell}
                onSelect={(row, column) => setCell([row, column])}
                onChange={(i, value) => set({ kernel: writeKernel(nine.map((v, n) => (n === i ? Math.max(-9, Math.min(9, value)) : v))) })}
              />
              {(Object.keys(PRESETS) as (keyof typeof PRESETS)[]).map((name) => (
                <Button key={name} onClick={() => set({ kernel: writeKernel(PRESETS[name]) })}>
                  {t.presets[name]}
                </Button>
              ))}
            </div>
          </View>
        </div>
        <View name={t.up} remark={t.ups[s.up]}>
          {made.upOut.h > 0 ? (
            <div className={layout.row}>
              <Grid of={made.up} label={t.input} cell={30} />
              <Grid of={made.upOut} label={t.output} cell={Math.min(30, Math.floor(330 / made.upOut.w))} />
              {made.stamps && (
                <View name={t.overlap}>
                  <Grid of={made.stamps} label={t.overlap} cell={Math.min(30, Math.floor(330 / made.stamps.w))} />
                </View>
              )}
              <NumberReadout
                label={t.board}
                value={checkerboard(made.upOut, 1)}
                format={(v) => `${Math.round(100 * v)}%`}
                formula={{ note: t.boardNote, fn: 'models/unet/resample.ts#checkerboard' }}
              />
            </div>
          ) : (
            <p className={layout.words}>{t.none}</p>
          )}
        </View>
        <View name={t.live} remark={t.liveNote}>
          {frame && (
            <div className={layout.stack}>
              <div className={layout.row}>
                <Faces name={t.small} data={frame.small} side={4} />
                <Faces name={t.truth} data={frame.truth} />
                <Faces name={t.byTransposed} data={frame.transposed.faces} />
                <Faces name={t.byResize} data={frame.resize.faces} />
              </div>
              {frame.history.step.length > 1 && (
                <div className={layout.columns}>
                  <Learning name={t.loss} x={frame.history.step} a={frame.history.transposed} b={frame.history.resize} log />
                  <Learning name={t.boards} x={frame.history.step} a={frame.boards.transposed} b={frame.boards.resize} />
                </div>
              )}
            </div>
          )}
        </View>
      </div>
    </Figure>
  );
}

const CONFIG = { lr: 2e-3 };

const options = <K extends string>(names: Readonly<Record<K, string>>) =>
  (Object.keys(names) as K[]).map((value) => ({ value, label: names[value] }));

function Grid(props: Pick<Parameters<typeof NumberGrid>[0], 'label' | 'cell' | 'lit' | 'selected' | 'onSelect'> & { of: Channel }) {
  const { of, ...rest } = props;
  return <NumberGrid {...rest} values={of.values} rows={of.h} columns={of.w} />;
}

function Faces({ name, data, side = 16 }: { name: string; data: Float32Array; side?: number }) {
  return (
    <View name={name}>
      <Sized>{() => <FaceGrid data={data} count={6} columns={3} width={side === 4 ? 156 : 156} side={side} label={name} />}</Sized>
    </View>
  );
}

function Learning({ name, x, a, b, log }: { name: string; x: Float32Array; a: Float32Array; b: Float32Array; log?: boolean }) {
  const t = useText(text).resample;
  return (
    <Plot
      title={name}
      height={200}
      x={x}
      xName={t.steps}
      yScale={log ? 'log' : 'linear'}
      label={`${name}: ${t.curvesAlt}`}
      series={[
        { key: 'transposed', name: t.short.transposed, colour: 'gradient', y: a, width: 2.5 },
        { key: 'resize', name: t.short.resize, colour: 'network', y: b, width: 2.5, dashed: true },
      ]}
    />
  );
}
