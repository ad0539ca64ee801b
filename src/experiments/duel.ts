import { dequal } from 'dequal/lite';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { EnvironmentId } from './choices.ts';
import { isLayer, isOnTask, type MethodId, methodSettings, methodsOn } from './comparison/methods.ts';
import { TASK_TERMS } from './comparison/tasks.ts';
import type { RunConfiguration } from './fields.ts';
import { type LayerId, layerOf, layerSettings } from './layers.ts';
import { baseConfiguration } from './presets.ts';

/** Two runs on the same task with the same seeds, and with the same settings except for what their methods need. */
export interface Duel {
  /** The run that the form holds. */
  readonly run: RunConfiguration;
  readonly rival: RunConfiguration;
}

/** The method of a run: the metric of its layer, else its algorithm. */
export function methodOf(configuration: RunConfiguration): MethodId {
  const algorithm: Algorithm = algorithmOf(configuration);
  return algorithm.layer === null ? configuration.algorithm : layerOf(configuration);
}

/**
 * The same run by another method that its task has, on the terms on which methods are compared.
 * @param measure in which the distances of a method without a layer are measured
 */
export function asMethod(configuration: RunConfiguration, id: MethodId, measure: LayerId): RunConfiguration {
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
  const method = { ...terms?.[id], ...methodSettings(id, environment) };
  return { ...kept, ...method, ...(isLayer(id) ? {} : layerSettings(measure, environment)) };
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
    if (run.environment !== other.environment) {
      const method = methodOf(other);
      return asMethod(run, isOnTask(method, run.environment) ? method : anotherThan(run), layerOf(run));
    }
    return dequal(run.seeds, other.seeds) ? other : { ...other, seeds: run.seeds };
  }
  return asMethod(run, anotherThan(run), layerOf(run));
}

/** PPO against a layer, and the KL layer against anything else. */
function anotherThan(run: RunConfiguration): MethodId {
  return isLayer(methodOf(run)) ? 'ppo' : 'kl';
}

/** The same two methods on another task, as that task starts; for one that it lacks another that neither is. */
export function duelOn(environment: EnvironmentId, { run, rival }: Duel): Duel {
  const { seeds, engine } = run;
  const terms = { ...baseConfiguration(null, environment), seeds, engine };
  const asked = [methodOf(run), methodOf(rival)] as const;
  const instead = methodsOn(environment).filter((id) => !asked.includes(id));
  const [one, other] = asked.map((id) => (isOnTask(id, environment) ? id : instead.shift()!));
  return duelBetween(terms, one!, other!);
}
