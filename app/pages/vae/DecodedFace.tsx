/** The face a code decodes to: asked for at every change, painted as soon as the answer is there. */
import { useEffect, useState } from 'react';
import { FaceCanvas } from '../../viz/FaceCanvas';
import type { PictureData } from '../../viz/facePixels';

interface Props {
  readonly z: Float32Array;
  readonly decode: (z: Float32Array) => Promise<PictureData | undefined>;
  readonly label: string;
  readonly width: number;
  /** Asks anew when the model is another. */
  readonly run: number;
}

export function DecodedFace({ z, decode, label, width, run }: Props) {
  const [face, setFace] = useState<PictureData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `decode` is made anew by every render
  useEffect(() => {
    let current = true;
    void decode(z).then((answer) => answer && current && setFace(answer));
    return () => {
      current = false;
    };
  }, [z, run]);
  return face ? <FaceCanvas data={face} width={width} label={label} /> : <div style={{ width, height: width }} />;
}
