/** One step of one face, opened up: x_t, ε̂, x̂₀, μ, σz, x_s; and the reader's hand in it. */
import { useEffect, useState } from 'react';
import { useText } from '../../i18n';
import type { StepRecord } from '../../runtime/programs/diffusion/backward';
import { Button, Choice } from '../../shell/controls';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { PixelEditor, painted } from '../../viz/PixelEditor';
import styles from './diffusion.module.css';
import { Paints, type Rgb } from './Paints';
import { Sized, sym, View } from './parts';
import { text } from './text';

type Tool = 'look' | 'xt' | 'x0' | 'mask';

export interface BackwardStepProps {
  readonly record: StepRecord | null;
  /** x_T of all sixteen, shown before the first step. */
  readonly start: Float32Array;
  readonly face: number;
  readonly t: number;
  /** The face as it stands in the network's mind, for the mask to be drawn on. */
  readonly picture: Float32Array | null;
  readonly inpainting: boolean;
  readonly onTouch: () => void;
  readonly onPaint: (what: 'xt' | 'x0', data: Float32Array) => void;
  readonly onInpaint: (hole: { mask: Uint8Array; known: Float32Array } | null) => void;
}

const EDITOR = 11;

export function BackwardStep({ record, start, face, t: now, picture, inpainting, onTouch, onPaint, onInpaint }: BackwardStepProps) {
  const t = useText(text).backward;
  const [tool, setTool] = useState<Tool>('look');
  const [draft, setDraft] = useState<Float32Array | null>(null);
  const [mask, setMask] = useState<Uint8Array>(() => new Uint8Array(256));
  const [colour, setColour] = useState<Rgb>([-1, -1, -1]);
  const cut = (key: 'x' | 'eps' | 'x0' | 'mean' | 'next') =>
    record ? record[key].subarray(face * 768, (face + 1) * 768) : key === 'x' ? start.subarray(face * 768, (face + 1) * 768) : BLANK;
  const put = record ? cut('next').map((v, i) => v - record.mean[face * 768 + i]) : BLANK;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step or face is another picture
  useEffect(() => setDraft(null), [record?.index, face, tool]);

  const canvas = (tool === 'mask' ? picture : (draft ?? cut(tool === 'x0' ? 'x0' : 'x'))) ?? BLANK;
  const stroke = (pixels: readonly number[]) => {
    if (pixels.length === 0) return;
    onTouch();
    if (tool === 'mask') {
      setMask((old) => {
        const next = old.slice();
        for (const p of pixels) next[p] = 1;
        return next;
      });
    } else setDraft(painted(Float32Array.from(canvas), pixels, colour));
  };
  const masked = mask.some(Boolean);

  return (
    <div className={styles.side}>
      <Sized>
        {(width) => {
          const size = (width - 2 * 14) / 3;
          return (
            <div className={styles.six}>
              <View name={sym.xt} thing="xt" remark={record ? `t = ${record.t}` : `t = ${now}`}>
                <FaceCanvas data={cut('x')} width={size} label={t.alts.xt} />
              </View>
              <View name={sym.epsHat} thing="epsHat" colour="noise" remark={t.names.eps}>
                <FaceCanvas data={cut('eps')} range={2.5} width={size} label={t.alts.eps} />
              </View>
              <View name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.names.x0}>
                <FaceCanvas data={cut('x0')} width={size} label={t.alts.x0} />
              </View>
              <View name={sym.mean} thing="mu" remark={t.names.mean}>
                <FaceCanvas data={cut('mean')} width={size} label={t.alts.mean} />
              </View>
              <View name={sym.sigmaZ} thing="sigma" colour="noise" remark={record ? `σ = ${record.sigma.toFixed(3)}` : ''}>
                <FaceCanvas data={put} range={Math.max(0.3, 2.5 * (record?.sigma ?? 0))} width={size} label={t.alts.put} />
              </View>
              <View name={sym.xs} thing="xt" remark={record ? `s = ${record.s}` : ''}>
                <FaceCanvas data={cut('next')} width={size} label={t.alts.next} />
              </View>
            </div>
          );
        }}
      </Sized>
      <Choice
        label={t.tool}
        value={tool}
        options={(['look', 'xt', 'x0', 'mask'] as const).map((value) => ({ value, label: t.tools[value] }))}
        onChange={setTool}
      />
      {tool !== 'look' && (
        <div className={styles.row}>
          <PixelEditor
            data={canvas}
            scale={EDITOR}
            label={t.editors[tool]}
            brush={tool === 'mask' ? 3 : 1}
            mask={tool === 'mask' ? mask : null}
            onStroke={stroke}
          />
          <div className={styles.side}>
            {tool === 'mask' ? (
              <div className={styles.tools}>
                <Button primary disabled={!masked || !picture} onClick={() => picture && onInpaint({ mask, known: picture })}>
                  {t.invent}
                </Button>
                <Button
                  disabled={!masked && !inpainting}
                  onClick={() => {
                    setMask(new Uint8Array(256));
                    if (inpainting) onInpaint(null);
                  }}
                >
                  {t.noMask}
                </Button>
              </div>
            ) : (
              <>
                <Paints value={colour} onChange={setColour} onClear={draft ? () => setDraft(null) : undefined} />
                <Button primary disabled={!draft || !record} onClick={() => draft && onPaint(tool, draft)}>
                  {t.goOn}
                </Button>
              </>
            )}
            <p className={styles.words}>{t.toolNotes[tool]}</p>
          </div>
        </div>
      )}
    </div>
  );
}

const BLANK = new Float32Array(768);
