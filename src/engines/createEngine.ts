import type { EngineChoice } from '../experiments/choices.ts';
import type { Engine, EngineSnapshot, EngineSpecification } from './engine.ts';
import { freshSnapshot, type InitialParameters } from './freshSnapshot.ts';
import { GROUP_SIZE, MemberGroups } from './memberGroups.ts';

/** An engine and how it came to be chosen. */
export interface CreatedEngine {
  readonly engine: Engine;
  /** One sentence for people: why this engine. */
  readonly reason: string;
  /** One sentence for every backend that was tried first and not taken. */
  readonly passedOver: readonly string[];
}

/**
 * The engine for a choice, started from initial parameters or continued from another engine's snapshot. Loads
 * TensorFlow.js when it is called, not before. After an `EngineFailure`, calling it again with `'cpu'` and the last
 * snapshot continues the run; calling it with `'webgpu'` asks for a new device.
 *
 * @throws {RangeError} if the parameters do not fit the specification
 */
export async function createEngine(
  choice: EngineChoice,
  specification: EngineSpecification,
  start: InitialParameters | EngineSnapshot,
): Promise<CreatedEngine> {
  const { chooseBackend } = await import('./tfjs/backend.ts');
  const { webgpuObstacle } = await import('./tfjs/objectiveWgsl.ts');
  const { TfjsEngine } = await import('./tfjs/tfjsEngine.ts');
  const backend = await chooseBackend(choice, webgpuObstacle(specification.objective));
  const snapshot = 'policySteps' in start ? start : freshSnapshot(start);
  const open = (of: EngineSpecification, from: EngineSnapshot) => new TfjsEngine(backend, of, from);
  const grouped = backend.id === 'cpu' && specification.members > GROUP_SIZE;
  return {
    engine: grouped ? new MemberGroups(specification, snapshot, open) : open(specification, snapshot),
    reason: backend.reason,
    passedOver: backend.passedOver,
  };
}
