import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { formatCount } from '../../components/axisTicks.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import styles from './RunBanner.module.css';

/** What went wrong with the run on show, and what to do about it. */
export function RunBanner() {
  const run = useTrainStore(currentRun);
  return (
    <div role="status" className={styles.banners}>
      {run === null ? null : <RunTroubles run={run} />}
    </div>
  );
}

function RunTroubles({ run }: { readonly run: TrainRun }) {
  const { diverged, failure, fallbacks, engine, configuration } = run;
  const refused =
    configuration.engine !== 'auto' &&
    engine !== null &&
    engine.id !== configuration.engine &&
    fallbacks.length === 0;
  return (
    <>
      {refused ? (
        <p className={styles.note}>
          This run asked for {ENGINES[configuration.engine as 'webgpu' | 'simd']} and got {ENGINES[engine.id]}
          . {engine.reason}
        </p>
      ) : null}
      {fallbacks.map((event) => (
        <p key={`${event.from}-${event.iteration}`} className={styles.note}>
          {ENGINES[event.from]} gave up ({event.reason}). Training went on from iteration {event.iteration} on{' '}
          {ENGINES[event.to]}.
        </p>
      ))}
      {diverged.map(({ seed, steps, iteration, quantity }) => (
        <div key={seed} className={styles.problem}>
          <p className={styles.head}>
            Training diverged at {formatCount(steps)} steps, in iteration {iteration}: the {quantity} of seed{' '}
            {seed} stopped being finite.
          </p>
          <p>
            {advice(run)} What you see of it is the last iteration whose numbers were sound
            {diverged.length < configuration.seeds.length ? '; the other seeds go on.' : '.'}
          </p>
        </div>
      ))}
      {failure === null ? null : (
        <div className={styles.problem}>
          <p className={styles.head}>The run could not go on.</p>
          <p>{failure}</p>
        </div>
      )}
    </>
  );
}

const ENGINES = { webgpu: 'WebGPU', simd: 'WebAssembly' } as const;

function advice({ configuration }: TrainRun): string {
  return algorithmOf(configuration).layer !== null
    ? 'Try a smaller learning rate, tighter bounds or a larger trust-region loss α, then Restart.'
    : 'Try a smaller learning rate, or TRPL, whose layer bounds every step, then Restart.';
}
