import { createEngine } from '../../src/engines/createEngine.ts';
import { environmentById } from '../../src/environments/environmentById.ts';
import { decodeLink } from '../../src/experiments/link.ts';
import type { FinishedEvent } from '../../src/trainer/events.ts';
import { train } from '../../src/trainer/trainer.ts';

/** The digest of a link's run after `iterations`, or at its end, trained here, in Node. */
export async function digestInNode(link: string, iterations?: number): Promise<string> {
  const { state } = decodeLink(link);
  if (state.view !== 'train') throw new TypeError('a link to Train');
  const { environments, stepsPerIteration, steps } = state.configuration;
  const configuration = {
    ...state.configuration,
    steps: iterations === undefined ? steps : iterations * environments * stepsPerIteration,
  };
  const events = train(
    configuration,
    environmentById(configuration.environment),
    (specification, start) => createEngine('simd', specification, start),
    { pace: async () => {}, seconds: () => 0 },
  );
  let finished: FinishedEvent | null = null;
  for await (const event of events) if (event.type === 'finished') finished = event;
  return finished!.digest;
}
