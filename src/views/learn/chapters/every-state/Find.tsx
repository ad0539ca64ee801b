import { useEffect } from 'react';
import * as m from '#words/tour';
import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { useProgress } from '../../../../store/learnProgress.ts';
import type { TrainRun } from '../../../../store/trainRun.ts';
import { useFollowedRuns } from '../../train/reading.tsx';
import controls from '../../train/StepControls.module.css';
import { type EverySide, FAR } from './script.ts';

/** What TRPO's visited iteration did: on average, and in its furthest state. */
export function Find() {
  const { trpo } = useFollowedRuns<EverySide>();
  const complete = useProgress((progress) => progress.complete);
  const found = trpo === null ? null : visitedIteration(trpo);
  const done = found !== null && found.ratio >= FAR && found.mean <= found.allowed;
  useEffect(() => {
    if (done) complete('every-state');
  }, [done, complete]);
  if (trpo?.finished == null) return <p className={controls.hint}>{m.findFirst()}</p>;
  if (found === null) return <p className={controls.hint}>{m.findHow()}</p>;
  return (
    <p className={controls.result} role="status">
      {m.found({
        iteration: String(found.iteration),
        mean: formatSignificant(found.mean, 2),
        allowed: formatSignificant(found.allowed, 2),
        largest: formatSignificant(found.largest, 2),
        ratio: formatFixed(found.ratio, 1),
      })}
    </p>
  );
}

/** Of the network after the iteration that the run shows; `null`: it shows its newest. */
function visitedIteration({ feed, configuration }: Pick<TrainRun, 'feed' | 'configuration'>) {
  const metrics = feed.visited?.members[0]?.metrics;
  if (!feed.visited || !metrics) return null;
  const allowed = configuration.averageKlBound;
  return {
    iteration: feed.visited.iteration,
    mean: metrics.approx_kl,
    largest: metrics.max_kl,
    allowed,
    ratio: metrics.max_kl / allowed,
  };
}
