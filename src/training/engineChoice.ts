import { createEngine } from '../engines/createEngine.ts';
import type { Engine, EngineId, EngineSnapshot, EngineSpecification } from '../engines/engine.ts';
import type { EngineChoice } from '../experiments/choices.ts';

/** An engine that is ready, and for people: why this one, and what was passed over. */
interface OpenedEngine {
  readonly engine: Engine;
  readonly reason: string;
}

/**
 * The engine a run asks for; after failures the CPU, which works everywhere.
 * @param failed backends that failed in this run
 * @throws {Error} with a sentence for people when the CPU has failed as well
 */
export async function openChosenEngine(
  choice: EngineChoice,
  specification: EngineSpecification,
  start: EngineSnapshot,
  failed: readonly EngineId[],
): Promise<OpenedEngine> {
  if (failed.includes('cpu')) {
    throw new Error('Every engine failed, the CPU as well; reload the page or try a smaller network.');
  }
  const { engine, reason, passedOver } = await createEngine(
    failed.length > 0 ? 'cpu' : choice,
    specification,
    start,
  );
  const told = failed.length > 0 ? 'The CPU takes over where the other engine failed.' : reason;
  return { engine, reason: [...passedOver, told].join(' ') };
}
