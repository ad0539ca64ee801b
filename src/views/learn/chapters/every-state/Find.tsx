import { useEffect } from 'react';
import * as m from '#words/tour';
import { formatSignificant } from '../../../../components/format.ts';
import { formatBounds } from '../../../../components/valueAxis.ts';
import { useProgress } from '../../../../store/learnProgress.ts';
import { useTrainCursor } from '../../../../store/trainCursor.ts';
import type { TrainRun } from '../../../../store/trainRun.ts';
import { boundsOf } from '../../../../trainer/specification.ts';
import { useFollowedRuns } from '../../train/reading.tsx';
import controls from '../../train/StepControls.module.css';
import { type EverySide, FAR } from './script.ts';

/** What TRPO's visited iteration did: on average, and in its furthest state. */
export function Find() {
  const { trpo } = useFollowedRuns<EverySide>();
  const visits = useTrainCursor((cursor) => cursor.visits);
  const complete = useProgress((progress) => progress.complete);
  const found = trpo === null ? null : visitedIteration(trpo);
  const visited = trpo !== null && visits[trpo.id] !== undefined;
  const done = found !== null && found.furthest >= FAR && found.mean <= found.allowed;
  useEffect(() => {
    if (done) complete('every-state');
  }, [done, complete]);
  if (trpo?.finished == null) return <p className={controls.hint}>{m.findFirst()}</p>;
  if (!visited || found === null) return <p className={controls.hint}>{m.findHow()}</p>;
  return (
    <p className={controls.result} role="status">
      {m.found({
        iteration: String(found.iteration),
        mean: formatSignificant(found.mean, 2),
        allowed: formatSignificant(found.allowed, 2),
        furthest: formatBounds(found.furthest),
      })}
    </p>
  );
}

/** `null`: the run shows its newest iteration. */
export function visitedIteration({ feed, configuration }: Pick<TrainRun, 'feed' | 'configuration'>) {
  const { visited } = feed;
  const member = visited?.members[0];
  if (!visited || !member) return null;
  const bounds = boundsOf(configuration);
  const { densities, metrics } = member;
  // Of the network, in its mean part and its covariance part.
  const [mean = Number.NaN, covariance = Number.NaN] = densities?.largest ?? [];
  return {
    iteration: visited.iteration,
    mean: metrics.approx_kl,
    allowed: configuration.averageKlBound,
    furthest: Math.max(mean / bounds.mean, covariance / bounds.covariance),
  };
}
