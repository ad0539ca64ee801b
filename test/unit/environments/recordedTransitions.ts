import { readFileSync } from 'node:fs';

/** One step as Gymnasium took it (shared reference numbers; some tasks come without a reward). */
export interface RecordedTransition {
  readonly state: readonly number[];
  readonly action: readonly number[];
  readonly nextState: readonly number[];
  readonly reward?: number;
  readonly terminated: boolean;
}

/** The transitions recorded for one task. */
export function recordedTransitions(task: string): readonly RecordedTransition[] {
  return JSON.parse(readFileSync(new URL('../../fixtures/environments.json', import.meta.url), 'utf8'))[task]
    .steps;
}
