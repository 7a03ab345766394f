/** What the network in training makes of noise, as it stands: eight pictures side by side, on a narrow screen in two rows. */
import { useText } from '../../i18n';
import { Sized, View } from '../../shell/layout';
import { FaceGrid } from '../../viz/FaceGrid';
import { text } from './text/predictNoise';

export const SAMPLES = 8;

/** @param pictures [SAMPLES · 768], sampled after `step` training steps */
export function PredictSamples({ pictures, step }: { readonly pictures: Float32Array | undefined; readonly step: number }) {
  const t = useText(text);
  return (
    <View name={t.samples} colour="generated" remark={t.samplesRemark}>
      <Sized>
        {(width) => {
          const columns = width > 700 ? SAMPLES : SAMPLES / 2;
          const height = (width / columns) * (SAMPLES / columns);
          if (!pictures) return <div style={{ height }} />;
          return <FaceGrid data={pictures} count={SAMPLES} columns={columns} width={width} label={t.samplesAlt(step)} />;
        }}
      </Sized>
    </View>
  );
}
