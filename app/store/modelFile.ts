/** A lab's model in training, as a file and from one; apart from the lab, which comes with the page. */
import { MODEL_IN, MODEL_OUT, type ModelIn, type ModelOut } from '../runtime/protocol';
import type { AnyLab } from './lab';
import type { LabState } from './labState';

/** The model that a lab is training, as a safetensors file, or a sentence why not. Undefined where the run came to an end meanwhile. */
export const modelOut = (lab: AnyLab): Promise<ModelOut | undefined> =>
  (lab as unknown as LabState).call(MODEL_OUT, null) as Promise<ModelOut | undefined>;

/** Puts a file's model in the place of the lab's; a file that does not fit changes nothing, and is answered with a sentence. */
export const modelIn = (lab: AnyLab, file: Uint8Array): Promise<ModelIn | undefined> =>
  (lab as unknown as LabState).call(MODEL_IN, file, { queue: true }) as Promise<ModelIn | undefined>;
