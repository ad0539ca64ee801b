import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { formatCount } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { useSlowMotion } from '../../store/slowMotion.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive, type TrainRun } from '../../store/trainRun.ts';
import { quantityWords } from '../../training/quantityWords.ts';
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
  const diverges = (steps: number, iteration: number, quantity: string) => ({
    name,
    steps: formatCount(steps),
    iteration,
    quantity: quantityWords(quantity),
  });
  return (
    <section className={styles.problem} aria-label={m.wentWrong({ name })}>
      {diverged.map(({ seed, steps, iteration, quantity }) => (
        <p key={`numbers ${seed}`} className={styles.head}>
          {several
            ? m.divergedSeed({ ...diverges(steps, iteration, quantity), seed })
            : m.diverged(diverges(steps, iteration, quantity))}
        </p>
      ))}
      {troubles.map((trouble) => (
        <p key={`${trouble.kind} ${trouble.seed}`} className={styles.head}>
          {m.troubleOf({ name, trouble: troubleSentence(trouble, several) })}
        </p>
      ))}
      <p>
        {run.phase !== 'paused' ? null : races ? m.bothPaused() : m.itIsPaused()}{' '}
        {diverged.length === 0 || last < 1 ? null : several ? m.lastSoundSeed() : m.lastSound()} {remedy.why}
      </p>
      <div className={styles.ways}>
        {run.phase === 'paused' ? (
          <Button onClick={resume} title={m.trainOnTitle()}>
            {m.goOn()}
          </Button>
        ) : null}
        {last < 1 ? null : (
          <Button onClick={() => visit(run.id, last)} title={m.rewindTitle()}>
            {m.rewind({ last })}
          </Button>
        )}
        {diverged.map((event) => (
          <Button
            key={event.seed}
            title={m.seeBreakTitle({ iteration: event.iteration })}
            onClick={() => useSlowMotion.getState().openBreak(run, event)}
          >
            {several ? m.seeSeedBreak({ seed: event.seed }) : m.seeBreak()}
          </Button>
        ))}
        <Button onClick={() => startBeside(run.id, remedy.changes)} title={m.besideTitle()}>
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
      label: m.withTrustRegion(),
      why: m.withTrustRegionWhy(),
      changes: { algorithm: 'trpl', projection: 'kl' },
    };
  }
  return {
    label: m.tenthRate(),
    why: m.tenthRateWhy(),
    changes: { learningRate: Number((configuration.learningRate / 10).toPrecision(4)) },
  };
}
