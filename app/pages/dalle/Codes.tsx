/** Figure 2: any face, or the reader's painting, as sixteen tokens and back: cell by cell what is kept and what is lost. */
import { useMemo } from 'react';
import { ATTRIBUTES, BACKGROUND, PALETTE, rgbOf, TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useLang, useText } from '../../i18n';
import { Button, NumberReadout, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab } from '../../store/lab';
import { bool, defineState, int, text as textField, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import { PixelEditor } from '../../viz/PixelEditor';
import { TokenGrid } from '../../viz/TokenGrid';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
import { painted, readPaint, writePaint } from './paint';
import { text } from './text/codes';

const COLOURS = [...PALETTE.skin, ...PALETTE.hair, PALETTE.mouth[0], ...PALETTE.clothing.slice(0, 2), 'ffffff', BACKGROUND];
const NOTHING = {};
const SIZE = 176;

export const state = defineState('dalle.codes', {
  face: int({ min: 0, max: TEST_SIZE - 1, default: 12 }),
  mine: ownFace(),
  cell: int({ min: 0, max: 15, default: 5 }),
  paint: bool(false),
  colour: int({ min: 0, max: COLOURS.length - 1, default: 4 }),
  painted: textField({ default: '', max: 1200, check: (given) => readPaint(given, COLOURS.length) !== null }),
});

export default function Codes() {
  const t = useText(text).codes;
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const lab = useLab('dalle.codes', NOTHING);
  const strokes = useMemo(() => readPaint(s.painted, COLOURS.length) ?? [], [s.painted]);
  const picture = useMemo(() => painted(pictureOf(s.face, s.mine), strokes, (colour) => rgbOf(COLOURS[colour])), [s.face, s.mine, strokes]);
  const looked = useAnswer(lab, 'look', lab.frame ? picture : null).value;
  const { frame } = lab;
  const cells = { tokens: looked?.tokens ?? [], grid: 4, size: SIZE, selected: s.cell, onSelect: (cell: number) => set({ cell }) };
  const changed = looked ? ATTRIBUTES.flatMap((attribute, a) => (looked.before[a] === looked.after[a] ? [] : [{ attribute, a }])) : [];

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Button onClick={() => set({ face: (s.face + 1) % TEST_SIZE, painted: '', mine: '' })}>{t.another}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine, painted: '' })} />
          <Toggle label={t.paint} value={s.paint} onChange={(paint) => set({ paint })} />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={styles.pipeline}>
          <div className={styles.small}>
            {s.paint ? (
              <PixelEditor
                data={picture}
                scale={SIZE / 16}
                label={t.painting}
                onStroke={(pixels) => set({ painted: writePaint([...strokes, ...pixels.map((at) => ({ at, colour: s.colour }))]) })}
                restore={() => set({ painted: s.painted })}
              />
            ) : (
              <TokenGrid {...cells} numbers={false} label={t.cell}>
                <FaceCanvas data={picture} width={SIZE} label={t.face} />
              </TokenGrid>
            )}
            {t.face}
          </div>
          <div className={styles.small} data-tokens>
            <TokenGrid {...cells} label={t.tokens} />
            {t.written}
          </div>
          <div className={styles.small}>
            <TokenGrid {...cells} numbers={false} label={t.cell}>
              {looked && <FaceCanvas data={looked.decoded} width={SIZE} label={t.decoded} />}
            </TokenGrid>
            {t.decoded}
          </div>
          {looked && (
            <div className={styles.small}>
              <HeatMap
                data={looked.errors}
                rows={4}
                columns={4}
                width={SIZE}
                height={SIZE}
                domain={[0, 0.03]}
                high="generated"
                row={Math.floor(s.cell / 4)}
                column={s.cell % 4}
                label={t.lostAlt}
                onSelect={(row, column, hover) => !hover && set({ cell: 4 * row + column })}
              />
              {t.lost}
            </div>
          )}
        </div>
        {s.paint && (
          <div className={styles.swatches} role="group" aria-label={t.colours}>
            {COLOURS.map((colour, i) => (
              <button
                key={colour}
                type="button"
                aria-label={`#${colour}`}
                aria-pressed={i === s.colour}
                style={{ background: `#${colour}` }}
                onClick={() => set({ colour: i })}
              />
            ))}
          </div>
        )}
        {looked && frame && (
          <div className={layout.columns}>
            <div className={layout.column}>
              <div className={layout.row}>
                <NumberReadout
                  label={t.readouts.error}
                  value={looked.errors.reduce((a, b) => a + b, 0) / 16}
                  format={(v) => v.toFixed(4)}
                  formula={{ fn: 'models/vae/vqvae.ts#decodeTokens' }}
                />
                <NumberReadout
                  label={t.readouts.cell}
                  value={looked.errors[s.cell]}
                  format={(v) => v.toFixed(4)}
                  formula={{ fn: 'models/vae/vqvae.ts#decodeTokens' }}
                />
              </div>
              <ul className={styles.plainList} data-changed={changed.length}>
                {changed.map(({ attribute, a }) => (
                  <li key={attribute.key}>
                    {t.changed(attribute[lang], attribute.classes[looked.before[a]][lang], attribute.classes[looked.after[a]][lang])}
                  </li>
                ))}
                {changed.length === 0 && <li>{t.nothing}</li>}
              </ul>
            </div>
            <div className={layout.column}>
              <p className={layout.caption}>{t.survive(frame.faces)}</p>
              <ul className={styles.survive}>
                {ATTRIBUTES.map((attribute, a) => (
                  <li key={attribute.key}>
                    <span>{attribute[lang]}</span>
                    <span className={styles.share}>
                      <i style={{ width: `${100 * frame.kept[a]}%` }} />
                      <b>{percentOf(frame.kept[a])}</b>
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </div>
    </Figure>
  );
}
