/** The controls under the first figure. No frame changes them, so no frame draws them again. */
import { memo } from 'react';
import { POINT_SETS } from '../../data/points';
import { useLang, useText } from '../../i18n';
import { Choice, Slider, Toggle } from '../../shell/controls';
import { OwnPoints } from '../../shell/own/OwnPoints';
import { LOSS_NAMES, type MinMaxState } from './minmaxState';
import { text } from './text/minmax';

interface Props {
  readonly s: MinMaxState;
  readonly set: (change: Partial<MinMaxState>) => void;
}

export const MinMaxControls = memo(function MinMaxControls({ s, set }: Props) {
  const t = useText(text);
  const lang = useLang();
  return (
    <>
      <Choice
        label={t.data}
        value={s.data}
        options={[
          ...POINT_SETS.map((p) => ({ value: p.key as MinMaxState['data'], label: p[lang] })),
          { value: 'drawn' as const, label: t.drawn },
        ]}
        onChange={(data) => set({ data })}
      />
      {s.data === 'drawn' && <OwnPoints drawn={s.drawn} onTake={(drawn) => set({ drawn })} />}
      <Choice
        label={t.loss}
        value={s.loss}
        options={LOSS_NAMES.map((value) => ({ value, label: t.losses[value] }))}
        onChange={(loss) => set({ loss })}
      />
      <Toggle label={t.r1} value={s.r1} onChange={(r1) => set({ r1 })} />
      <Slider label={t.lrG} value={s.lrG} min={1e-5} max={0.1} log onChange={(lrG) => set({ lrG })} />
      <Slider label={t.lrD} value={s.lrD} min={1e-5} max={0.1} log onChange={(lrD) => set({ lrD })} />
    </>
  );
});
