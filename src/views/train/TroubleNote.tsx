import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { formatCount } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive, type TrainRun } from '../../store/trainRun.ts';
import styles from './RunBanner.module.css';
import { lastGoodIteration, troubleSentence } from './troubleWords.ts';

/** How a run went wrong, each kind in a sentence, and the ways back; nothing as long as all is well with it. */
export function TroubleNote({ run }: { readonly run: TrainRun }) {
  const { name, diverged, troubles, configuration } = run;
  const { resume, visit, startBeside } = useTrainStore.getState();
  const races = useTrainStore((state) => state.runs.filter(isLive).length > 1);
  if (diverged.length + troubles.length === 0) return null;
  const several = configuration.seeds.length > 1;
  const last = lastGoodIteration(troubles, diverged);
  const remedy = remedyFor(configuration);
  return (
    <section className={styles.problem} aria-label={`What went wrong with ${name}`}>
      {diverged.map(({ seed, steps, iteration, quantity }) => (
        <p key={`numbers ${seed}`} className={styles.head}>
          {name} diverged at {formatCount(steps)} steps, in iteration {iteration}: the {quantity}
          {several ? ` of seed ${seed}` : ''} stopped being finite.
        </p>
      ))}
      {troubles.map((trouble) => (
        <p key={`${trouble.kind} ${trouble.seed}`} className={styles.head}>
          {name}: {troubleSentence(trouble, several)}
        </p>
      ))}
      <p>
        {run.phase !== 'paused' ? null : races ? 'Both runs are paused. ' : 'It is paused. '}
        {diverged.length === 0 || last < 1
          ? null
          : `What you see of ${several ? 'such a seed' : 'it'} is its last iteration whose numbers were sound. `}
        {remedy.why}
      </p>
      <div className={styles.ways}>
        {run.phase === 'paused' ? (
          <Button onClick={resume} title="Train on all the same; it does not pause for this again">
            Go on
          </Button>
        ) : null}
        {last < 1 ? null : (
          <Button
            onClick={() => visit(run.id, last)}
            title="All panels show that iteration; from there it can be gone on otherwise"
          >
            Rewind to iteration {last}, the last good one
          </Button>
        )}
        <Button onClick={() => startBeside(run.id, remedy.changes)} title="Starts it beside this run">
          {remedy.label}
        </Button>
      </div>
    </section>
  );
}

interface Remedy {
  readonly label: string;
  readonly why: string;
  readonly changes: Partial<RunConfiguration>;
}

function remedyFor(configuration: RunConfiguration): Remedy {
  if (algorithmOf(configuration).layer === null) {
    return {
      label: 'Same seed with a trust region',
      why: 'Nothing holds its updates back in every state; a layer does.',
      changes: { algorithm: 'trpl', projection: 'kl' },
    };
  }
  return {
    label: 'Same seed at a tenth of the learning rate',
    why: 'Its projection is bounded, but the network acts, and at this learning rate it runs ahead.',
    changes: { learningRate: Number((configuration.learningRate / 10).toPrecision(4)) },
  };
}
