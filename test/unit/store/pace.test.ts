import { expect, it } from 'vitest';
import { iterationsInBudget } from '../../../src/experiments/budget.ts';
import { presetConfiguration, RUN_PRESETS } from '../../../src/experiments/presets.ts';
import { WATCH_SECONDS, watchSpeed } from '../../../src/store/pace.ts';

it('a run that is watched takes as long whatever its task', () => {
  for (const { id } of RUN_PRESETS) {
    const configuration = presetConfiguration(id);
    expect(iterationsInBudget(configuration) / watchSpeed(configuration)).toBeCloseTo(WATCH_SECONDS, 9);
  }
});
