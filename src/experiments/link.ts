import { decodeCompare, encodeCompare } from './comparison/link.ts';
import { decodeTrain, encodeTrain, OPENING_TRAIN } from './trainLink.ts';
import { addCodec } from './viewLink.ts';

/** Links of all views, and the code that reads and writes them. */
addCodec('train', { encode: encodeTrain, decode: decodeTrain, opening: OPENING_TRAIN });
addCodec('compare', { encode: encodeCompare, decode: decodeCompare });

export {
  DEFAULT_TRAIN,
  OPENING_TRAIN,
  TRAIN_LAYOUTS,
  type TrainLayout,
  type TrainLink,
} from './trainLink.ts';
export { decodeLink, encodeLink, type LabLink, type LinkState } from './viewLink.ts';
