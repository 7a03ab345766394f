/** CLIP's cosines: the first candidates against the prompt and texts that differ from it in one thing. */
import { useText } from '../../i18n';
import { SHOWN } from '../../models/dalle/ranking';
import type { RerankFrame } from '../../runtime/programs/dalle/rerank';
import { layout } from '../../shell/layout';
import { FaceGrid } from '../../viz/FaceGrid';
import { wholeScale } from '../../viz/facePixels';
import { HeatMap } from '../../viz/HeatMap';
import styles from './dalle.module.css';
import { text } from './text/rerank';

interface Props {
  readonly frame: RerankFrame;
  readonly texts: readonly string[];
  readonly width: number;
}

const ROW = 34;
/** Room for the numbers of the texts, as wide as the heat map keeps it. */
const LEFT = 64;

export function RerankMatrix({ frame, texts, width }: Props) {
  const t = useText(text);
  const rows = frame.matrix.length / SHOWN;
  if (rows !== texts.length) return <div />;
  const wide = wholeScale(width - LEFT, 17 * SHOWN - 1) * (17 * SHOWN - 1);
  return (
    <div className={layout.column}>
      <p className={layout.caption}>{t.matrix}</p>
      <div style={{ paddingLeft: LEFT }}>
        <FaceGrid data={frame.pictures} count={SHOWN} columns={SHOWN} width={wide} label={t.matrix} />
      </div>
      <HeatMap
        data={frame.matrix}
        rows={rows}
        columns={SHOWN}
        width={wide + LEFT}
        height={ROW * rows}
        high="condition"
        label={t.matrix}
        rowLabels={texts.map((_, i) => `${i + 1}`)}
      />
      <ol className={styles.texts}>
        {texts.map((line, i) => (
          <li key={line}>{i === 0 ? <b>{line}</b> : line}</li>
        ))}
      </ol>
    </div>
  );
}
