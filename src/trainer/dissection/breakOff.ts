import { createHead } from '../../policies/heads.ts';
import type { Divergence } from '../interruptions.ts';
import { boundsOf } from '../specification.ts';
import { brokenRollout } from './brokenRollout.ts';
import { brokenState } from './brokenState.ts';
import type { BrokenDissection, DissectedBreak, WatchedStep } from './dissection.ts';
import { frameOf, readUpdate } from './readUpdate.ts';
import type { NextIteration, RecordedIteration } from './recordIteration.ts';
import type { StepTrouble } from './stepWatch.ts';

/** Steps before the one at which it broke that are told of. */
const TRAIL = 6;

/**
 * What there is of an iteration that came to no end.
 * @param noticed what the run stumbled over
 * @param trouble the first step that was not finite; `null`: they all were, or there was none
 */
export async function breakOff(
  next: NextIteration,
  { run, recorder, estimates }: RecordedIteration,
  noticed: Divergence,
  trouble: StepTrouble | null,
): Promise<BrokenDissection> {
  if (estimates === null) {
    const head = createHead(next.engine.specification.policy);
    return {
      ...frameOf(next),
      ...brokenRollout(run.batch, recorder, noticed, next.environment, head),
      advantages: { mean: Number.NaN, deviation: Number.NaN },
      bounds: boundsOf(next.configuration, next.environment),
      entropyFloor: null,
      steps: 0,
      moments: [],
    };
  }
  const recorded = await recorder.moments();
  const number = trouble?.step.number ?? 0;
  const ofPolicy = trouble?.step.network === 'policy';
  const whole =
    trouble === null ? recorded : recorded.filter(({ steps }) => (ofPolicy ? steps < number : steps === 0));
  const broke =
    ofPolicy && recorder.tried && whole.length > 0
      ? await brokenState(next.engine, recorder.batch, whole.at(-1)!.parameters, recorder.tried)
      : null;
  const { update } = await readUpdate(next, recorder, estimates, whole, { proposed: null, broke });
  const { minibatches } = update;
  const { policyEpochs, valueEpochs } = next.configuration;
  const broken: DissectedBreak =
    trouble === null
      ? {
          during: recorder.phase === 'measurement' ? 'measurement' : 'search',
          step: recorder.attempts,
          steps: 0,
          copy: null,
          quantity: noticed.quantity,
          value: noticed.found?.value ?? null,
          noticed: noticed.quantity,
          trail: trailOf(await recorder.watch.steps('policy'), Infinity),
        }
      : {
          during: trouble.step.network,
          step: number,
          steps: minibatches * (ofPolicy ? policyEpochs : valueEpochs),
          copy: null,
          quantity: trouble.quantity,
          value: trouble.value,
          noticed: noticed.quantity,
          trail: trailOf(await recorder.watch.steps(trouble.step.network), number),
        };
  return { ...update, steps: trouble === null ? recorder.steps : ofPolicy ? number - 1 : 0, broken };
}

function trailOf(steps: readonly WatchedStep[], last: number): readonly WatchedStep[] {
  return steps.filter(({ number }) => number <= last).slice(-TRAIL - 1);
}
