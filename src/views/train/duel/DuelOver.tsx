import * as m from '#words/duel';
import { formatCount } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { environmentById } from '../../../environments/environmentById.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from '../../../experiments/choices.ts';
import { DEFAULT_COMPARE } from '../../../experiments/comparison/link.ts';
import { COMPARISON_LIMITS } from '../../../experiments/comparison/plan.ts';
import { duelOn, methodOf } from '../../../experiments/duel.ts';
import { openLink } from '../../../store/route.ts';
import { useTrainStore } from '../../../store/train.ts';
import styles from './DuelOver.module.css';
import { furthestMark } from './duelMarks.ts';
import { duelResult, namesOf } from './duelResult.ts';
import type { StagedDuel } from './useDuel.ts';

/** Seeds that say whether a difference is more than chance. */
const SEEDS = [1, 2, 3, 4, 5];

/** What was seen, and what to look at next. */
export function DuelOver(duel: StagedDuel & { readonly onAgain: () => void }) {
  const { run, rival, staged, onAgain } = duel;
  const { face, inspect, startWithNewSeeds, visit } = useTrainStore.getState();
  if (staged === null) return null;
  const names = namesOf(run, rival);
  const furthest = furthestMark(staged.run, staged.rival);
  const next = nextTask(run.environment);
  const compare = () =>
    openLink({
      ...DEFAULT_COMPARE,
      plan: {
        methods: [...new Set([methodOf(run), methodOf(rival)])].map((id) => ({ id, settings: {} })),
        tasks: [{ environment: run.environment, steps: Math.min(run.steps, COMPARISON_LIMITS.steps) }],
        seeds: SEEDS,
        settings: {},
        variation: null,
      },
    });
  return (
    <div className={styles.over}>
      <p className={styles.sentence} role="status">
        {duelResult(staged.run, staged.rival).join(' ')}
      </p>
      <div className={styles.offers}>
        {furthest === null ? null : (
          <Button title={furthest.words} onClick={() => visit(staged.run.id, furthest.iteration)}>
            {m.seeFurthest({ method: furthest.method, iteration: formatCount(furthest.iteration) })}
          </Button>
        )}
        <Button onClick={() => inspect(staged.rival.id)}>{m.lookInto({ method: names[1] })}</Button>
        <Button onClick={() => inspect(staged.run.id)}>{m.lookInto({ method: names[0] })}</Button>
        <Button
          onClick={() => {
            face(duelOn(next, { run, rival }));
            onAgain();
          }}
        >
          {m.sameDuel({ task: environmentById(next).name })}
        </Button>
        <Button onClick={startWithNewSeeds}>{m.newSeed()}</Button>
        <Button onClick={compare}>{m.compareSeeds()}</Button>
      </div>
    </div>
  );
}

function nextTask(environment: EnvironmentId): EnvironmentId {
  return ENVIRONMENT_IDS[(ENVIRONMENT_IDS.indexOf(environment) + 1) % ENVIRONMENT_IDS.length]!;
}
