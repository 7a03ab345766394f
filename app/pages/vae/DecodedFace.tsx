/** The face a code decodes to. What is known already is painted at once; else the engine is asked before anything else is painted. */
import { memo, useLayoutEffect, useState } from 'react';
import { FaceCanvas } from '../../viz/FaceCanvas';
import type { PictureData } from '../../viz/facePixels';

interface Props {
  readonly z: Float32Array;
  /** The face of z, where it has been decoded before. */
  readonly known: PictureData | null;
  readonly decode: (z: Float32Array) => Promise<PictureData | undefined>;
  readonly label: string;
  readonly width: number;
  /** Asks anew when the model is another. */
  readonly run: number;
}

/** Painted when the picture changes, not when the code does. */
const Still = memo(FaceCanvas);

export function DecodedFace({ z, known, decode, label, width, run }: Props) {
  const [face, setFace] = useState<PictureData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `decode` is made anew by every render, and a face known later is the same
  useLayoutEffect(() => {
    let current = true;
    if (known) setFace(known);
    else void decode(z).then((answer) => answer && current && setFace(answer));
    return () => {
      current = false;
    };
  }, [z, run]);
  return face ? <Still data={face} width={width} label={label} /> : <div style={{ width, height: width }} />;
}
