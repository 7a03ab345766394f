/** Figure: every dimension of a shipped VAE as a slider and a strip of faces, beside what it is measured to know. */

import { useCallback, useMemo, useState } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { useText } from '../../i18n';
import type { Beta, BetaRow } from '../../runtime/programs/vae/latents';
import { Button } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { BetaTable } from './BetaTable';
import { BETAS, BetaChoice } from './choices';
import { Latent } from './Latent';
import { text } from './text/latents';

export const state = defineState('vae.dimensions', {
  beta: oneOf(BETAS, '1'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  row: int({ min: -1, max: 15, default: -1 }),
  attribute: int({ min: 0, max: 9, default: 0 }),
});

export default function Dimensions() {
  const words = useText(text);
  const t = words.dimensions;
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ beta: Number(s.beta) as Beta }), [s.beta]);
  const lab = useLab('vae.latents', config);
  const [rows, setRows] = useState<readonly BetaRow[] | null>(null);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <BetaChoice value={s.beta} onChange={(beta) => set({ beta })} />
          <Button onClick={() => void lab.call('compare').then((answer) => answer && setRows(answer))}>{t.compare}</Button>
        </>
      }
    >
      <div className={layout.stack}>
        <Latent
          key={lab.model}
          lab={lab}
          face={s.face}
          row={s.row}
          attribute={s.attribute}
          onFace={useCallback((face: number) => set({ face }), [set])}
          onCell={useCallback((row: number, attribute: number) => set({ row, attribute }), [set])}
        />
        {rows && <BetaTable rows={rows} />}
      </div>
    </Figure>
  );
}
