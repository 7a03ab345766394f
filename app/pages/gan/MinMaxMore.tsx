/** What is rarely changed in the first figure: noise, optimizer, sizes, what the plane shows. */
import { memo } from 'react';
import { useText } from '../../i18n';
import { Choice, Group, Slider, Toggle } from '../../shell/controls';
import type { MinMaxState } from './minmaxState';
import { text } from './text/minmax';

interface Props {
  readonly s: MinMaxState;
  readonly set: (change: Partial<MinMaxState>) => void;
}

export const MinMaxMore = memo(function MinMaxMore({ s, set }: Props) {
  const t = useText(text);
  const whole = { step: 1 };
  return (
    <>
      <Group label={t.noise}>
        <Choice
          label={t.noise}
          value={s.noise}
          options={(['uniform', 'gaussian'] as const).map((value) => ({ value, label: t.noises[value] }))}
          onChange={(noise) => set({ noise })}
        />
        <Choice
          label={t.noiseDim}
          value={s.dim}
          options={[
            { value: 1, label: t.dims.d1 },
            { value: 2, label: t.dims.d2 },
          ]}
          onChange={(dim) => set({ dim })}
        />
      </Group>
      <Group label={t.optimizer}>
        <Choice
          label={t.optimizer}
          value={s.opt}
          options={[
            { value: 'adam' as const, label: 'Adam' },
            { value: 'rmsprop' as const, label: 'RMSProp' },
            { value: 'sgd' as const, label: 'SGD' },
          ]}
          onChange={(opt) => set({ opt })}
        />
        <Slider label={t.k} value={s.k} min={1} max={5} {...whole} onChange={(k) => set({ k })} />
        <Slider label={t.batch} value={s.batch} min={8} max={512} {...whole} onChange={(batch) => set({ batch })} />
      </Group>
      <Group label="G · D">
        <Slider label={t.layersG} value={s.lG} min={1} max={4} {...whole} onChange={(lG) => set({ lG })} />
        <Slider label={t.widthG} value={s.wG} min={2} max={64} {...whole} onChange={(wG) => set({ wG })} />
        <Slider label={t.layersD} value={s.lD} min={1} max={4} {...whole} onChange={(lD) => set({ lD })} />
        <Slider label={t.widthD} value={s.wD} min={2} max={64} {...whole} onChange={(wD) => set({ wD })} />
      </Group>
      <Group label={t.show}>
        <Toggle label={t.surface} value={s.surface} onChange={(surface) => set({ surface })} />
        <Toggle label={t.grid} value={s.grid} onChange={(grid) => set({ grid })} />
        <Toggle label={t.pull} value={s.pull} onChange={(pull) => set({ pull })} />
      </Group>
    </>
  );
});
