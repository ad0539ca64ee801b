import { type ActionSpace, actionWidth, type Environment, isDiscrete } from '../environments/environment.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { PlannedRun } from '../experiments/comparison/plan.ts';
import { TASK_TERMS } from '../experiments/comparison/tasks.ts';
import { createRandom, type Random } from '../random/random.ts';
import type { RunRecord } from './runRecord.ts';

/** The two returns between which a task's scores are measured (docs/mathematics.md §8.7). */
export interface ScoreScale {
  /** Score 0: mean return of actions drawn uniformly. */
  readonly random: number;
  /**
   * Score 1: the return at which the task counts as solved; where none is agreed on, one that good runs reach; where neither
   * is known, half of the random return's size above it.
   */
  readonly solved: number;
  /** Whether `solved` is the task's own threshold. */
  readonly agreed: boolean;
}

const EPISODES = 256;
const SEED = 1;
const scales = new Map<string, ScoreScale>();

/** The scale of a task; it plays some episodes when it is asked for the first time. */
export function scoreScale(id: string): ScoreScale {
  const known = scales.get(id);
  if (known) return known;
  const environment = environmentById(id);
  const random = randomReturn(environment);
  const { solvedReturn } = environment;
  const good = TASK_TERMS[id as keyof typeof TASK_TERMS].goodReturn;
  const solved = solvedReturn ?? good ?? random + Math.max(1, Math.abs(random) / 2);
  const scale = { random, solved, agreed: solvedReturn !== null };
  scales.set(id, scale);
  return scale;
}

/** Mean undiscounted return of episodes whose actions are drawn uniformly. */
function randomReturn(environment: Environment): number {
  const random = createRandom(SEED);
  const { actionSpace } = environment;
  const state = new Float64Array(EPISODES * environment.stateSize);
  for (let i = 0; i < EPISODES; i++) environment.reset(state, i, random);
  const action = new Float64Array(EPISODES * actionWidth(actionSpace));
  const elapsed = new Int32Array(EPISODES);
  const outcome = {
    reward: new Float64Array(EPISODES),
    terminated: new Uint8Array(EPISODES),
    truncated: new Uint8Array(EPISODES),
  };
  const over = new Uint8Array(EPISODES);
  let sum = 0;
  for (let t = 0; t < environment.maxEpisodeSteps; t++) {
    drawUniformly(actionSpace, random, action);
    environment.step(state, action, elapsed.fill(t), outcome, EPISODES);
    for (let i = 0; i < EPISODES; i++) {
      if (over[i] === 1) continue;
      sum += outcome.reward[i]!;
      over[i] = outcome.terminated[i]! | outcome.truncated[i]!;
    }
  }
  return sum / EPISODES;
}

function drawUniformly(space: ActionSpace, random: Random, action: Float64Array): void {
  for (let i = 0; i < action.length; i++) {
    if (isDiscrete(space)) action[i] = Math.floor(space.size * random.uniform());
    else {
      const [bottom, top] = [space.low[i % space.size]!, space.high[i % space.size]!];
      action[i] = bottom + (top - bottom) * random.uniform();
    }
  }
}

/**
 * What a run counts with: (return − random) ÷ (solved − random), with the mean return of its last 64 episodes. A run that
 * diverged counts with the return of its last report; one in which no episode ended counts as random, 0.
 */
export function scoreOf({ finalReturn }: Pick<RunRecord, 'finalReturn'>, scale: ScoreScale): number {
  return finalReturn === null ? 0 : (finalReturn - scale.random) / (scale.solved - scale.random);
}

/** The return that a run counts with, in the task's own unit. */
export function countedReturn({ finalReturn }: Pick<RunRecord, 'finalReturn'>, scale: ScoreScale): number {
  return finalReturn ?? scale.random;
}

/** What a planned run's scores are measured by. */
export function scaleOf({ configuration }: PlannedRun): ScoreScale {
  return scoreScale(configuration.environment);
}
