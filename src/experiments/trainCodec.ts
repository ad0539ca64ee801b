import { decodeTrain, encodeTrain, OPENING_TRAIN } from './trainLink.ts';
import { addCodec } from './viewLink.ts';

/** Links of Train, and the code that reads and writes them. */
addCodec('train', { encode: encodeTrain, decode: decodeTrain, opening: OPENING_TRAIN });
