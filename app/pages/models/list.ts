/** The models that ship, in the order of the notes, and those of them that make faces. The build fills in the folders of public/weights. */
import { generatorsAmong, ordered } from '../../runtime/programs/models/modelRegistry';

declare const SHIPPED_MODELS: readonly string[];

export const MODELS = ordered(SHIPPED_MODELS);
export const GENERATORS = generatorsAmong(MODELS);
