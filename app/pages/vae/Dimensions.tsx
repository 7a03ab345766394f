/** Figure: every dimension of a shipped VAE as a slider and a strip of faces, beside what it is measured to know. */

import { useMemo, useState } from 'react';
import { useText } from '../../i18n';
import type { Beta, BetaRow } from '../../runtime/programs/vae/latents';
import { Button } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { BetaTable } from './BetaTable';
import { BetaChoice } from './choices';
import { dimensionsState } from './dimensionsState';
import { Latent } from './Latent';
import { text } from './text/latents';

export { dimensionsState as state };

export default function Dimensions() {
  const words = useText(text);
  const t = words.dimensions;
  const [s, set, problems] = useFigureState(dimensionsState);
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
        <Latent key={lab.model} lab={lab} s={s} set={set} />
        {rows && <BetaTable rows={rows} />}
      </div>
    </Figure>
  );
}
