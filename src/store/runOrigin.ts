import * as m from '#words/runs';
import type { EngineId } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunOrigin } from '../experiments/fork.ts';
import { runName } from '../experiments/names.ts';

/** Where a run began that goes on from another, with the name that this has. */
export type NamedOrigin = RunOrigin & { readonly name: string };

interface LeftRun {
  readonly name: string;
  readonly configuration: RunConfiguration;
  readonly origin: RunOrigin | null;
  readonly engine: { readonly id: EngineId } | null;
}

/** A run, left after an iteration, on the engine that it has. */
export function originAt({ name, configuration, origin, engine }: LeftRun, iteration: number): NamedOrigin {
  const exact = engine?.id === 'simd' ? { ...configuration, engine: engine.id } : configuration;
  return { name, configuration: exact, iteration, origin };
}

/** With the name that the first of the runs before has by its settings. */
export function namedOrigin(origin: RunOrigin): NamedOrigin {
  let first = origin;
  while (first.origin !== null) first = first.origin;
  return { ...origin, name: runName(first.configuration) };
}

/** How a run is called that goes on from another: by the name of the first, `calm-otter from iteration 41`. */
export function forkName({ name, iteration }: NamedOrigin): string {
  // The name was given in either language.
  const first = name.replace(/ (from iteration|ab Iteration) \d+$/, '');
  return m.fromIteration({ name: first, iteration });
}
