import { Fragment, useMemo } from 'react';
import { DEFAULT_TRAIN } from '../../experiments/link.ts';
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
        Details<span className="visually-hidden"> of {run.name}</span>
      </summary>
      <dl>
        <dt>Engine</dt>
        <dd>{engine.description}</dd>
        <dt>Iteration</dt>
        <dd>{standing.iteration}</dd>
        <dt>Digest</dt>
        <dd className={styles.digest}>{standing.digest}</dd>
        {standing.members.length > 1
          ? standing.members.map(({ seed, digest }) => (
              <Fragment key={seed}>
                <dt>Seed {seed}</dt>
                <dd className={styles.digest}>{digest ?? 'lost with its worker'}</dd>
              </Fragment>
            ))
          : null}
        <dt>Policy</dt>
        <dd className={styles.files}>
          <PolicyFiles run={run} />
        </dd>
      </dl>
      <p>
        {exact
          ? 'Digests are SHA-256 of the parameters. On WebAssembly the same settings give these to the last bit, in any browser and on the command line. '
          : 'WebGPU rounds differently on different machines; on WebAssembly a run repeats to the last bit. '}
        {standing.iteration > 0 ? <a href={link}>Replay to this iteration</a> : null}
      </p>
    </details>
  );
}
