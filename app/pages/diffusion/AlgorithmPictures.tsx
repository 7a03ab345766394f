/** What each algorithm has made so far: of algorithm 1 one example of the round, of algorithm 2 one step. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n';
import type { RoundSeen, StepSeen } from '../../runtime/programs/diffusion/algorithms';
import type { LINES, LineOfOne } from '../../runtime/programs/diffusion/algorithmsSettings';
import { NumberReadout } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import grid from './diffusion.module.css';
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
          <Known name={sym.x0} thing="x0" colour="data" remark={t.names.x0} known={known('x0')}>
            <FaceCanvas data={(known('x0') && a?.x0) || BLANK} width={size} label={t.alts.x0} />
          </Known>
          <Known name={sym.eps} thing="eps" colour="noise" remark={t.names.eps} known={known('eps')}>
            <FaceCanvas data={(known('eps') && a?.eps) || BLANK} range={2.5} width={size} label={t.alts.eps} />
          </Known>
          <Known name={sym.xt} thing="xt" remark={t.names.xt(known('t') && a ? String(a.t) : '…')} known={known('xt')}>
            <FaceCanvas data={(known('xt') && a?.xt) || BLANK} width={size} label={t.alts.xt} />
          </Known>
          <Known name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat} known={known('predict')}>
            <FaceCanvas data={(known('predict') && a?.epsHat) || BLANK} range={2.5} width={size} label={t.alts.epsHat} />
          </Known>
          <Known
            name={
              <span>
                ({sym.eps} − {sym.epsHat})²
              </span>
            }
            thing="loss"
            colour="gradient"
            remark={t.names.error}
            known={known('loss')}
          >
            <HeatMap
              data={a && known('loss') ? byPixel(a.eps, a.epsHat) : BLANK_ERROR}
              rows={16}
              columns={16}
              width={size}
              height={size}
              high="gradient"
              domain={[0, 1]}
              label={t.alts.error}
            />
          </Known>
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
          <Known name={sym.xt} thing="xt" remark={t.names.xt(String(b?.t ?? T))} known={xt !== null}>
            <FaceCanvas data={xt ?? BLANK} width={size} label={t.alts.x} />
          </Known>
          <Known name={<i>z</i>} thing="z" colour="noise" remark={t.names.z} known={known('z')}>
            <FaceCanvas data={(known('z') && b?.z) || BLANK} range={2.5} width={size} label={t.alts.z} />
          </Known>
          <Known name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat} known={known('predict')}>
            <FaceCanvas data={(known('predict') && b?.eps) || BLANK} range={2.5} width={size} label={t.alts.epsHat} />
          </Known>
          <Known name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.names.x0Hat} known={known('x0Hat')}>
            <FaceCanvas data={(known('x0Hat') && b?.x0) || BLANK} width={size} label={t.alts.x0Hat} />
          </Known>
          <Known name={sym.mean} thing="mu" remark={t.names.mean} known={known('mean')}>
            <FaceCanvas data={(known('mean') && b?.mean) || BLANK} width={size} label={t.alts.mean} />
          </Known>
          <Known name={sym.xs} thing="xt" remark={t.names.next(b ? String(b.s) : '…')} known={known('next')}>
            <FaceCanvas data={(known('next') && b?.next) || BLANK} width={size} label={t.alts.next} />
          </Known>
        </>
      )}
    </Pictures>
  );
}

function Pictures({ children }: { children: (size: number) => ReactNode }) {
  return <Sized>{(width) => <div className={grid.six}>{children(16 * Math.max(4, Math.floor((width - 28) / 48)))}</div>}</Sized>;
}

/** A view of something that a line has made; an empty frame until that line has run. */
function Known({ known, ...view }: Parameters<typeof View>[0] & { known: boolean }) {
  return (
    <div className={known ? undefined : grid.unmade}>
      <View {...view} />
    </div>
  );
}

const byPixel = (a: Float32Array, b: Float32Array): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) => [0, 1, 2].reduce((sum, c) => sum + (a[3 * i + c] - b[3 * i + c]) ** 2 / 3, 0));

const BLANK = new Float32Array(768);
const BLANK_ERROR = new Float32Array(256);
