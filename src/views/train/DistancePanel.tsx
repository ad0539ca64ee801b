import { useCallback, useMemo, useState } from 'react';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { Choice } from '../../components/Choice.tsx';
import { DistanceHistogram } from '../../components/DistanceHistogram.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import type { StateDistances } from '../../trainer/events.ts';
import styles from './DistancePanel.module.css';
import { EmptyPanel } from './EmptyPanel.tsx';

type Part = 'mean' | 'covariance';
type Metric = 'own' | 'kl';

const BOUND_NAMES = { mean: ['ε', 'μ'], covariance: ['ε', 'Σ'] } as const;

const PARTS = [
  { value: 'mean', label: 'Mean' },
  { value: 'covariance', label: 'Covariance' },
] as const;

/** How far every state's policy moved from the old one, before and after projection. */
export function DistancePanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  if (run === null) {
    return (
      <EmptyPanel title="Distance from old policy" tall>
        Press Start: how far the policy moved in every state of the batch, as proposed and as projected, with
        the bound drawn.
      </EmptyPanel>
    );
  }
  return <RunDistances key={run.id} run={run} member={member} />;
}

function RunDistances({ run, member }: { readonly run: TrainRun; readonly member: number }) {
  const [part, setPart] = useState<Part>('mean');
  const [metric, setMetric] = useState<Metric>('own');
  const { feed, configuration } = run;
  const { projection, meanBound, covarianceBound } = configuration;
  const isKl = projection === 'kl';
  const sources = useMemo(() => [feed], [feed]);

  const read = useCallback(() => {
    const report = feed.latest?.members[member];
    if (report === undefined) return null;
    const key = distanceKey(part, metric);
    const measured = metric === 'own' || isKl;
    const { name } = PROJECTION_METHODS[measured ? projection : 'kl'];
    return {
      proposed: report.proposed[key],
      projected: report.projected?.[key] ?? null,
      bound: part === 'mean' ? meanBound : covarianceBound,
      boundName: measured ? BOUND_NAMES[part] : null,
      xLabel: `${part} part of the ${name} distance, one count a state`,
    };
  }, [feed, member, part, metric, isKl, projection, meanBound, covarianceBound]);

  return (
    <Panel
      className={styles.panel}
      title="Distance from old policy"
      actions={
        <>
          {isKl ? null : (
            <Choice
              label="Distance"
              hideLabel
              value={metric}
              onChange={setMetric}
              options={[
                { value: 'own', label: PROJECTION_METHODS[projection].name },
                { value: 'kl', label: PROJECTION_METHODS.kl.name },
              ]}
            />
          )}
          <Choice label="Part" hideLabel value={part} onChange={setPart} options={PARTS} />
        </>
      }
    >
      <div className={styles.chart}>
        <DistanceHistogram read={read} sources={sources} />
      </div>
      <p className={styles.note}>
        {algorithmOf(configuration).layer !== null
          ? 'The bound is kept by the projected policy; the network is only pulled towards it.'
          : `${algorithmOf(configuration).label} has no layer: nothing holds these states within the bound.`}
      </p>
    </Panel>
  );
}

function distanceKey(part: Part, metric: Metric): keyof StateDistances {
  if (metric === 'own') return part;
  return part === 'mean' ? 'klMean' : 'klCovariance';
}
