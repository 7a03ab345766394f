/** The reader's hand: a painting on x_t or on x̂₀ from which the run goes on, or a part of the face to be invented anew. */

import { useState } from 'react';
import { useText } from '../../i18n';
import { Button } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { PixelEditor } from '../../viz/PixelEditor';
import styles from './diffusion.module.css';
import { Paints } from './Paints';
import { brushed, encodePainting, laidOn, paintingOf } from './painting';
import { text } from './text/backward';
import type { useBackward } from './useBackward';

interface Props {
  readonly way: ReturnType<typeof useBackward>;
  readonly tool: 'xt' | 'x0' | 'mask';
  /** The picture under the brush; null before there is one. */
  readonly base: Float32Array | null;
}

const SCALE = 11;
const BLANK = new Float32Array(768);

export function BackwardEdit({ way, tool, base }: Props) {
  const t = useText(text);
  const { s, set, go } = way;
  const [paint, setPaint] = useState(1);
  const masking = tool === 'mask';
  const mask = paintingOf(s.mask);
  const draft = paintingOf(masking ? '' : s.draft);
  const stroke = (pixels: readonly number[]) => {
    if (masking) set({ mask: encodePainting(brushed(mask, pixels, 1)) });
    else way.draw(brushed(draft, pixels, paint));
  };
  return (
    <div className={layout.tops}>
      <PixelEditor
        data={laidOn(base ?? BLANK, draft)}
        scale={SCALE}
        label={t.editors[tool]}
        brush={masking ? 3 : 1}
        mask={masking ? mask : null}
        onStroke={stroke}
        restore={() => set({ mask: s.mask, draft: s.draft, at: s.at })}
      />
      <div className={layout.side}>
        <div className={styles.tools}>
          {masking ? (
            <>
              <Button primary disabled={!s.mask || !base} onClick={() => base && way.invent(base)}>
                {t.invent}
              </Button>
              <Button disabled={!s.mask && !s.inpaint} onClick={() => (s.inpaint ? go({ mask: '', inpaint: '' }) : set({ mask: '' }))}>
                {t.noMask}
              </Button>
            </>
          ) : (
            <>
              <Paints value={paint} onChange={setPaint} onClear={s.draft ? () => set({ draft: '' }) : undefined} />
              <Button primary disabled={!s.draft || !way.record} onClick={() => way.putIn(tool)}>
                {t.goOn}
              </Button>
              {s.edits && <Button onClick={() => go({})}>{t.takeBack}</Button>}
            </>
          )}
        </div>
        <p className={layout.words}>{t.toolNotes[tool]}</p>
      </div>
    </div>
  );
}
