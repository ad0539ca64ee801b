import { readFileSync } from 'node:fs';
import { DEFAULT_RUN, type RunConfiguration } from '../../src/experiments/fields.ts';
import type { RecordedRun } from '../../src/views/learn/proof/recordedRun.ts';
import type { Digests } from './digests.ts';
import { smallRun } from './runs.ts';

/** Recorded runs that the page trains again: every algorithm, every head, a floor, a preset. */
const NAMES = [
  'trpl, kl, full',
  'trpl, w2, root',
  'trpl, frobenius, diagonal',
  'linear entropy floor',
  'ppo, diagonal',
  'trpo, diagonal',
  'papi, full',
  'the fast pendulum',
];

/** These runs of test/fixtures/digests.json, as the page reads them: settings that are no defaults, and the digest. */
export function proofRuns(): RecordedRun[] {
  const path = new URL('../fixtures/digests.json', import.meta.url);
  const { runs } = JSON.parse(readFileSync(path, 'utf8')) as Digests;
  return NAMES.map((name) => {
    const { configuration, parameters } = runs.find((run) => run.name === name)!;
    const settings = Object.entries(smallRun(configuration)).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_RUN[key as keyof RunConfiguration]),
    );
    return { name, settings: Object.fromEntries(settings), digest: parameters };
  });
}
