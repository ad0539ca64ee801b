import { Fragment, useMemo } from 'react';
import * as m from '#words/train';
import { DEFAULT_TRAIN } from '../../experiments/trainLink.ts';
import { addressOf } from '../../store/route.ts';
import { useTrainCursor } from '../../store/trainCursor.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { digestCheckpoint } from '../../trainer/digest.ts';
import { PolicyFiles } from './PolicyFiles.tsx';
import styles from './RunDetails.module.css';

/** What it takes to hold somebody else's run against this one: engine, iteration, digest, link. */
export function RunDetails({ run }: { readonly run: TrainRun }) {
  const { engine, configuration, origin } = run;
  const visited = useTrainCursor(({ visits }) => visits[run.id]?.checkpoint ?? null);
  const past = useMemo(
    () => visited && { iteration: visited.iteration, ...digestCheckpoint(visited) },
    [visited],
  );
  const standing = past ?? run.standing;
  if (standing === null || engine === null) return null;
  const exact = engine.id === 'simd';
  const link = addressOf({
    ...DEFAULT_TRAIN,
    configuration: { ...configuration, engine: exact ? 'simd' : configuration.engine },
    ...(origin && { origin }),
    at: Math.max(1, standing.iteration),
  });
  return (
    <details className={styles.details}>
      <summary>
        {m.details()}
        <span className="visually-hidden"> {m.ofRun({ name: run.name })}</span>
      </summary>
      <dl>
        <dt>{m.engine()}</dt>
        <dd>{engine.description}</dd>
        <dt>{m.iteration()}</dt>
        <dd>{standing.iteration}</dd>
        <dt>{m.digest()}</dt>
        <dd className={styles.digest}>{standing.digest}</dd>
        {standing.members.length > 1
          ? standing.members.map(({ seed, digest }) => (
              <Fragment key={seed}>
                <dt>{m.seedNumber({ seed })}</dt>
                <dd className={styles.digest}>{digest ?? m.lostWithWorker()}</dd>
              </Fragment>
            ))
          : null}
        <dt>{m.policy()}</dt>
        <dd className={styles.files}>
          <PolicyFiles run={run} />
        </dd>
      </dl>
      <p>
        {exact ? m.digestsExact() : m.digestsRough()}{' '}
        {standing.iteration > 0 ? <a href={link}>{m.replayTo()}</a> : null}
      </p>
    </details>
  );
}
