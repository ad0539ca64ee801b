import type { Palette } from '../../components/palette.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';

type Tone = 'kl' | 'w2' | 'frobenius' | 'bures' | 'ppo' | 'trpo' | 'papi' | 'pg';

/** Names of methods for people. */
export const METHOD_NAMES: Readonly<Record<Tone, string>> = {
  kl: 'KL',
  w2: 'W2',
  frobenius: 'Frobenius',
  bures: 'Bures',
  ppo: 'PPO',
  trpo: 'TRPO',
  papi: 'PAPI',
  pg: 'Policy gradient',
};

/** Methods are told apart without colour as well. */
const DASHES: Readonly<Record<Tone, readonly number[]>> = {
  kl: [],
  w2: [9, 4],
  frobenius: [3, 3],
  bures: [9, 3, 2, 3],
  ppo: [6, 3],
  trpo: [12, 3, 3, 3],
  papi: [5, 2, 2, 2, 2, 2],
  pg: [2, 4],
};

/** A second run of the same method is drawn finer and dashed otherwise than its twin. */
const TWIN_DASH: readonly number[] = [2, 3];

/** The method that gives a run its colour: the projection of a layer, else the algorithm. */
export function toneOf({ algorithm, projection }: Pick<RunConfiguration, 'algorithm' | 'projection'>): Tone {
  return algorithm === 'trpl' ? projection : algorithm;
}

/** A method in words: `TRPL with KL`, `PPO`. */
export function methodName(configuration: Pick<RunConfiguration, 'algorithm' | 'projection'>): string {
  const name = METHOD_NAMES[toneOf(configuration)];
  return configuration.algorithm === 'trpl' ? `TRPL, ${name}` : name;
}

export function dashOf(configuration: RunConfiguration, other: RunConfiguration | null): readonly number[] {
  const tone = toneOf(configuration);
  return other !== null && toneOf(other) === tone ? TWIN_DASH : DASHES[tone];
}

export function inkOf(palette: Palette, configuration: RunConfiguration): string {
  return palette[`${toneOf(configuration)}Ink`];
}
