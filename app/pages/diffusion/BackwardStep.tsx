/** One step of one face, opened up: x_t, ε̂, x̂₀, μ, σz, x_s; and the reader's hand in it. */

import { useText } from '../../i18n';
import { Choice } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { BackwardEdit } from './BackwardEdit';
import styles from './diffusion.module.css';
import { sym } from './parts';
import { text } from './text/backward';
import type { useBackward } from './useBackward';

interface Props {
  readonly way: ReturnType<typeof useBackward>;
  /** x_T of all sixteen, shown before the first step. */
  readonly start: Float32Array;
  readonly t: number;
}

export function BackwardStep({ way, start, t: now }: Props) {
  const t = useText(text);
  const { record, s } = way;
  const cut = (key: 'x' | 'eps' | 'x0' | 'mean' | 'next') => {
    const all = record ? record[key] : key === 'x' ? start : null;
    return all?.subarray(s.face * 768, (s.face + 1) * 768) ?? null;
  };
  const [mean, next] = [cut('mean'), cut('next')];
  const put = mean && (next?.map((v, i) => v - mean[i]) ?? null);

  return (
    <div className={layout.side}>
      <Sized>
        {(width) => {
          const size = (width - 2 * 14) / 3;
          return (
            <div className={styles.six}>
              <View name={sym.xt} thing="xt" remark={`t = ${record?.t ?? now}`}>
                <FaceCanvas data={cut('x')} width={size} label={t.alts.xt} />
              </View>
              <View name={sym.epsHat} thing="epsHat" colour="noise" remark={t.names.eps}>
                <FaceCanvas data={cut('eps')} range={2.5} width={size} label={t.alts.eps} />
              </View>
              <View name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.names.x0}>
                <FaceCanvas data={cut('x0')} width={size} label={t.alts.x0} />
              </View>
              <View name={sym.mean} thing="mu" remark={t.names.mean}>
                <FaceCanvas data={mean} width={size} label={t.alts.mean} />
              </View>
              <View name={sym.sigmaZ} thing="sigma" colour="noise" remark={record ? `σ = ${record.sigma.toFixed(3)}` : ''}>
                <FaceCanvas data={put} range={Math.max(0.3, 2.5 * (record?.sigma ?? 0))} width={size} label={t.alts.put} />
              </View>
              <View name={sym.xs} thing="xt" remark={record ? `s = ${record.s}` : ''}>
                <FaceCanvas data={next} width={size} label={t.alts.next} />
              </View>
            </div>
          );
        }}
      </Sized>
      <Choice
        label={t.tool}
        value={s.tool}
        options={(['look', 'xt', 'x0', 'mask'] as const).map((value) => ({ value, label: t.tools[value] }))}
        onChange={(tool) => way.set({ tool, draft: '' })}
      />
      {s.tool !== 'look' && <BackwardEdit way={way} tool={s.tool} base={cut(s.tool === 'xt' ? 'x' : 'x0')} />}
    </div>
  );
}
