import { papi } from './papi.ts';
import { pg } from './pg.ts';
import { ppo } from './ppo.ts';
import { trpl } from './trpl.ts';
import { trpo } from './trpo.ts';

/** Every algorithm, in the order in which interface, help and tables list them; the first is where a run starts. */
export const ALGORITHMS = [trpl, ppo, trpo, papi, pg] as const;

export type AlgorithmId = (typeof ALGORITHMS)[number]['id'];
