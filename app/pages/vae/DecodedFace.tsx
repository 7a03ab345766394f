/** The face a code decodes to: asked for at every change before anything is painted, and painted as soon as the answer is there. */
import { memo, useLayoutEffect, useState } from 'react';
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

/** Painted when the picture changes, not when the code does. */
const Still = memo(FaceCanvas);

export function DecodedFace({ z, decode, label, width, run }: Props) {
  const [face, setFace] = useState<PictureData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `decode` is made anew by every render
  useLayoutEffect(() => {
    let current = true;
    void decode(z).then((answer) => answer && current && setFace(answer));
    return () => {
      current = false;
    };
  }, [z, run]);
  return face ? <Still data={face} width={width} label={label} /> : <div style={{ width, height: width }} />;
}
