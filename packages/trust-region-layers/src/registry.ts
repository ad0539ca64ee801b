import { bures } from './bures/metric.ts';
import { frobenius } from './frobenius/metric.ts';
import { kl } from './kl/metric.ts';
import { w2 } from './w2/metric.ts';

/** Every metric, in the order in which an interface lists them. Adding one is its folder and its row here. */
export const METRICS = { kl, w2, frobenius, bures } as const;
