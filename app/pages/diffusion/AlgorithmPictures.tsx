/** What each algorithm has made so far: of algorithm 1 one example of the round, of algorithm 2 one step. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n';
import type { RoundSeen, StepSeen } from '../../runtime/programs/diffusion/algorithms';
import type { LINES, LineOfOne } from '../../runtime/programs/diffusion/algorithmsSettings';
import { NumberReadout } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import grid from './diffusion.module.css';
import { ErrorMap } from './ErrorMap';
import { sym } from './parts';
import { T } from './state';
import { text } from './text/algorithms';

/** The example of the round; `known` says which lines have run. */
export function PicturesOne({ a, known }: { a: RoundSeen | null; known: (line: LineOfOne) => boolean }) {
  const t = useText(text);
  return (
    <Pictures>
      {(size) => (
        <>
          <View name={sym.x0} thing="x0" colour="data" remark={t.names.x0}>
            <FaceCanvas data={(known('x0') && a?.x0) || null} width={size} label={t.alts.x0} />
          </View>
          <View name={sym.eps} thing="eps" colour="noise" remark={t.names.eps}>
            <FaceCanvas data={(known('eps') && a?.eps) || null} range={2.5} width={size} label={t.alts.eps} />
          </View>
          <View name={sym.xt} thing="xt" remark={t.names.xt(known('t') && a ? String(a.t) : '…')}>
            <FaceCanvas data={(known('xt') && a?.xt) || null} width={size} label={t.alts.xt} />
          </View>
          <View name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat}>
            <FaceCanvas data={(known('predict') && a?.epsHat) || null} range={2.5} width={size} label={t.alts.epsHat} />
          </View>
          <View
            name={
              <span>
                ({sym.eps} − {sym.epsHat})²
              </span>
            }
            thing="loss"
            colour="gradient"
            remark={t.names.error}
          >
            {a && known('loss') ? (
              <ErrorMap error={byPixel(a.eps, a.epsHat)} size={size} label={t.alts.error} />
            ) : (
              <FaceCanvas data={null} width={size} label={t.alts.error} />
            )}
          </View>
          <div className={layout.column}>
            <NumberReadout
              label={t.errorEps}
              value={known('loss') ? (a?.errorEps ?? null) : null}
              formula={{ id: 'simple', fn: 'models/diffusion/faces.ts#noiseErrors' }}
            />
            <NumberReadout
              label={t.errorV}
              value={known('loss') ? (a?.errorV ?? null) : null}
              formula={{ fn: 'models/diffusion/faces.ts#opened', note: t.errorVNote }}
            />
          </div>
        </>
      )}
    </Pictures>
  );
}

/** The step; x_t before the first one is noise. */
export function PicturesTwo(props: { b: StepSeen | null; xt: Float32Array | null; known: (line: (typeof LINES.two)[number]) => boolean }) {
  const t = useText(text);
  const { b, xt, known } = props;
  return (
    <Pictures>
      {(size) => (
        <>
          <View name={sym.xt} thing="xt" remark={t.names.xt(String(b?.t ?? T))}>
            <FaceCanvas data={xt} width={size} label={t.alts.x} />
          </View>
          <View name={<i>z</i>} thing="z" colour="noise" remark={t.names.z}>
            <FaceCanvas data={(known('z') && b?.z) || null} range={2.5} width={size} label={t.alts.z} />
          </View>
          <View name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat}>
            <FaceCanvas data={(known('predict') && b?.eps) || null} range={2.5} width={size} label={t.alts.epsHat} />
          </View>
          <View name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.names.x0Hat}>
            <FaceCanvas data={(known('x0Hat') && b?.x0) || null} width={size} label={t.alts.x0Hat} />
          </View>
          <View name={sym.mean} thing="mu" remark={t.names.mean}>
            <FaceCanvas data={(known('mean') && b?.mean) || null} width={size} label={t.alts.mean} />
          </View>
          <View name={sym.xs} thing="xt" remark={t.names.next(b ? String(b.s) : '…')}>
            <FaceCanvas data={(known('next') && b?.next) || null} width={size} label={t.alts.next} />
          </View>
        </>
      )}
    </Pictures>
  );
}

function Pictures({ children }: { children: (size: number) => ReactNode }) {
  return <Sized>{(width) => <div className={grid.six}>{children(16 * Math.max(4, Math.floor((width - 28) / 48)))}</div>}</Sized>;
}

const byPixel = (a: Float32Array, b: Float32Array): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) => [0, 1, 2].reduce((sum, c) => sum + (a[3 * i + c] - b[3 * i + c]) ** 2 / 3, 0));
