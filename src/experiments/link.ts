import { decodeCompare, encodeCompare } from './comparison/link.ts';
import './trainCodec.ts';
import { addCodec } from './viewLink.ts';

/** Links of all views, and the code that reads and writes them. */
addCodec('compare', { encode: encodeCompare, decode: decodeCompare });

export {
  DEFAULT_TRAIN,
  OPENING_TRAIN,
  TRAIN_LAYOUTS,
  type TrainLayout,
  type TrainLink,
} from './trainLink.ts';
export { decodeLink, encodeLink, type LabLink, type LinkState } from './viewLink.ts';
