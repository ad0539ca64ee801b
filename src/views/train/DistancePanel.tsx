import { useCallback, useMemo, useState } from 'react';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { Choice } from '../../components/Choice.tsx';
import { DistanceHistogram } from '../../components/DistanceHistogram.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import styles from './DistancePanel.module.css';
import { type Measure, type Part, shownDistances } from './shownDistances.ts';
import type { RunPanelProps } from './trainPanel.ts';

const PARTS = [
  { value: 'mean', label: 'Mean' },
  { value: 'covariance', label: 'Covariance' },
] as const;

/** How far every state's policy moved from the old one, before and after projection. */
export function DistancePanel({ title, run, member }: RunPanelProps) {
  const [part, setPart] = useState<Part>('mean');
  const [measure, setMeasure] = useState<Measure>('own');
  const { feed, configuration } = run;
  const { projection } = configuration;
  const sources = useMemo(() => [feed], [feed]);
  const read = useCallback(() => {
    const report = feed.latest?.members[member];
    return report === undefined ? null : shownDistances(report, configuration, part, measure);
  }, [feed, member, configuration, part, measure]);

  return (
    <Panel
      className={styles.panel}
      title={title}
      actions={
        <>
          {projection === 'kl' ? null : (
            <Choice
              label="Distance"
              hideLabel
              value={measure}
              onChange={setMeasure}
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
