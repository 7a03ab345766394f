/** A picture of the reader's own made 16 × 16: which square of it, and what each pixel is the mean of, both seen before it is used. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { SIZE } from '../../data/faces';
import { type Crop, cropOf, reduced } from '../../data/faces/ownPicture';
import { decodePicture, encodePicture, isPicture } from '../../data/faces/pictureText';
import { refuse, sentenceOf } from '../../data/refused';
import { useLang, useText } from '../../i18n';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { Button, Slider } from '../controls';
import { Intake } from './Intake';
import { KeptList } from './KeptList';
import styles from './Own.module.css';
import { type OpenPicture, openPicture } from './openPicture';
import { text } from './text';

const SHOWN = 160;
const percent = (v: number): string => `${Math.round(100 * v)}%`;

interface Props {
  /** The picture in use, as the address has it; '' for none. */
  readonly own: string;
  readonly onTake: (own: string) => void;
}

export default function FacePanel({ own, onTake }: Props) {
  const t = useText(text);
  const lang = useLang();
  const [opened, setOpened] = useState<OpenPicture | null>(null);
  const [part, setPart] = useState({ share: 1, x: 0, y: 0 });
  const [problem, setProblem] = useState<unknown>(null);
  const crop = useMemo(() => opened && cropOf(opened.width, opened.height, part.share, part.x, part.y), [opened, part]);
  const picture = useMemo(() => opened && crop && encodePicture(reduced(opened.rgba, opened.width, crop)), [opened, crop]);
  const newest = useRef<File>(undefined);
  const open = (file: File) => {
    newest.current = file;
    openPicture(file).then(
      (found) => {
        if (newest.current !== file) return;
        setOpened(found);
        setPart({ share: 1, x: 0, y: 0 });
        setProblem(null);
      },
      (error) => newest.current === file && setProblem(error),
    );
  };
  const move = (changed: Partial<typeof part>) => setPart({ ...part, ...changed });
  const shown = picture ?? own;
  return (
    <Intake
      accept="image/*,.heic,.json"
      onFile={(file) => (file.name.endsWith('.json') ? void fromJson(file).then(onTake, setProblem) : open(file))}
    >
      <p className={styles.problem} role="status">
        {problem ? sentenceOf(problem, { en: text.en.failed, zh: text.zh.failed })[lang] : ''}
      </p>
      {opened && crop && picture && (
        <>
          <div className={styles.pictures}>
            <figure>
              <Original picture={opened} crop={crop} />
              {t.original(opened.from.width, opened.from.height)}
            </figure>
            <figure>
              <FaceCanvas data={decodePicture(picture)} width={SHOWN} label={t.small} />
              {t.small}
            </figure>
          </div>
          <div className={styles.sliders}>
            <Slider
              label={t.size}
              value={part.share}
              min={0.1}
              max={1}
              step={0.01}
              format={percent}
              onChange={(share) => move({ share })}
            />
            <Slider label={t.across} value={part.x} min={-1} max={1} step={0.02} format={percent} onChange={(x) => move({ x })} />
            <Slider label={t.down} value={part.y} min={-1} max={1} step={0.02} format={percent} onChange={(y) => move({ y })} />
          </div>
          <p className={styles.quiet}>
            <span>{t.how(Math.round(crop.side), (crop.side / SIZE).toFixed(1))}</span> {opened.moving && <span>{t.moving}</span>}
          </p>
          <p>
            <Button primary onClick={() => onTake(picture)}>
              {t.useIt}
            </Button>
          </p>
        </>
      )}
      {own && (
        <p>
          <Button onClick={() => onTake('')}>{t.away}</Button>
        </p>
      )}
      <p className={styles.quiet}>{t.notAFace}</p>
      <KeptList
        kind="face"
        now={shown}
        onTake={({ value }) => onTake(value)}
        preview={({ value }) => isPicture(value) && <FaceCanvas data={decodePicture(value)} width={32} label="" />}
      />
    </Intake>
  );
}

/** What a figure of these notes saved while it had a picture of the reader's own. */
async function fromJson(file: File): Promise<string> {
  const words = await file.slice(0, 2_000_000).text();
  try {
    const { address } = JSON.parse(words);
    const own = [...new URL(address).searchParams].find(([key]) => key.endsWith('.mine'))?.[1];
    if (own && isPicture(own)) return own;
  } catch {
    // No JSON, or none with an address: said below.
  }
  return refuse('This JSON holds no picture of your own.', '这个 JSON 里没有你自己的图片。');
}

/** The whole picture, small, with the square that is taken. */
function Original({ picture: { rgba, width, height }, crop }: { readonly picture: OpenPicture; readonly crop: Crop }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    ref.current?.getContext('2d')?.putImageData(new ImageData(rgba as Uint8ClampedArray<ArrayBuffer>, width, height), 0, 0);
  }, [rgba, width, height]);
  const scale = SHOWN / Math.max(width, height);
  const px = (v: number) => `${v * scale}px`;
  return (
    <div className={styles.original}>
      <canvas ref={ref} width={width} height={height} style={{ width: px(width), height: px(height) }} />
      <i style={{ left: px(crop.left), top: px(crop.top), width: px(crop.side), height: px(crop.side) }} />
    </div>
  );
}
