import { dequal } from 'dequal/lite';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { EnvironmentId } from './choices.ts';
import { isLayer, type MethodId, methodSettings } from './comparison/methods.ts';
import { TASK_TERMS } from './comparison/tasks.ts';
import type { RunConfiguration } from './fields.ts';
import { baseConfiguration } from './presets.ts';

/** Two runs on the same task with the same seeds, and with the same settings except for what their methods need. */
export interface Duel {
  /** The run that the form holds. */
  readonly run: RunConfiguration;
  readonly rival: RunConfiguration;
}

/** The method of a run: the projection of its layer, else its algorithm. */
export function methodOf(configuration: RunConfiguration): MethodId {
  const algorithm: Algorithm = algorithmOf(configuration);
  return algorithm.layer === null ? configuration.algorithm : configuration.projection;
}

/**
 * The same run by another method, on the terms on which methods are compared.
 * @param measure in which the distances of a method without a layer are measured
 */
export function asMethod(
  configuration: RunConfiguration,
  id: MethodId,
  measure: RunConfiguration['projection'],
): RunConfiguration {
  const { environment } = configuration;
  const terms = TASK_TERMS[environment].settings;
  const base = baseConfiguration(null, environment);
  const before = terms?.[methodOf(configuration)] ?? {};
  const kept = Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => {
      const key = name as keyof RunConfiguration;
      return [name, key in before && before[key] === value ? base[key] : value];
    }),
  ) as unknown as RunConfiguration;
  const method = { ...terms?.[id], ...methodSettings(id) };
  return { ...kept, ...method, ...(isLayer(id) ? {} : { projection: measure }) };
}

/** Both methods on these terms. Methods without a layer are measured in the metric of the other's. */
export function duelBetween(terms: RunConfiguration, run: MethodId, rival: MethodId): Duel {
  const measure = isLayer(run) ? run : isLayer(rival) ? rival : 'kl';
  return { run: asMethod(terms, run, measure), rival: asMethod(terms, rival, measure) };
}

/**
 * What a run is held against: the other, as it stands beside this one with the same seeds, and on another task by its
 * method alone. Where nobody has chosen (`null`), PPO against a layer and the KL layer against anything else.
 */
export function rivalFor(run: RunConfiguration, other: RunConfiguration | null): RunConfiguration {
  if (other !== null) {
    if (run.environment !== other.environment) return asMethod(run, methodOf(other), run.projection);
    return dequal(run.seeds, other.seeds) ? other : { ...other, seeds: run.seeds };
  }
  return asMethod(run, isLayer(methodOf(run)) ? 'ppo' : 'kl', run.projection);
}

/** The same two methods on another task, as that task starts. */
export function duelOn(environment: EnvironmentId, { run, rival }: Duel): Duel {
  const { seeds, engine } = run;
  const terms = { ...baseConfiguration(null, environment), seeds, engine };
  return duelBetween(terms, methodOf(run), methodOf(rival));
}

/** The same two runs with other seeds. */
export function duelWithSeeds(seeds: readonly number[], { run, rival }: Duel): Duel {
  return { run: { ...run, seeds }, rival: { ...rival, seeds } };
}
