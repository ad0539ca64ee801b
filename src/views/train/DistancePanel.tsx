import { useCallback, useMemo, useRef, useState } from 'react';
import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { Choice } from '../../components/Choice.tsx';
import { DistanceHistogram } from '../../components/DistanceHistogram.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import { runLayer } from '../../components/runMethod.ts';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { isDiscrete } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { layerOf } from '../../experiments/layers.ts';
import { PolicyComparison } from '../../trainer/policyComparison.ts';
import { useActionPair } from './ActionPair.tsx';
import styles from './DistancePanel.module.css';
import { openInLab, openInSimplex } from './openInLab.ts';
import {
  beyondEither,
  distanceParts,
  type Measure,
  type Part,
  shownDistances,
  worsePart,
} from './shownDistances.ts';
import type { RunPanelProps } from './trainPanel.ts';

const parts = () =>
  [
    { value: 'mean', label: m.meanPartShort() },
    { value: 'covariance', label: m.covariancePartShort() },
  ] as const;

/** How far every state's policy moved from the old one, before and after projection. */
export function DistancePanel({ title, term, note, run, member }: RunPanelProps) {
  /** What was chosen by hand; until then the part with more states beyond its bound. */
  const [chosen, setChosen] = useState<Part | null>(null);
  const [worse, setWorse] = useState<Part>('mean');
  const part = chosen ?? worse;
  const [measure, setMeasure] = useState<Measure>('own');
  const { feed, configuration } = run;
  const metric = layerOf(configuration);
  const { label, layer, summary } = algorithmOf(configuration);
  const sources = useMemo(() => [feed], [feed]);
  const read = useCallback(() => {
    const report = feed.shown?.members[member];
    return report === undefined ? null : shownDistances(report, configuration, part, measure);
  }, [feed, member, configuration, part, measure]);

  const headline = useRef<HTMLParagraphElement>(null);
  const write = useCallback(() => {
    const report = feed.shown?.members[member];
    putText(headline.current, report === undefined ? '' : beyondEither(report, configuration, measure));
    if (report !== undefined) setWorse((shown) => worsePart(report, configuration, measure, shown));
  }, [feed, member, configuration, measure]);
  useFrameWriter(feed, write);

  const pair = useActionPair(environmentById(configuration.environment).actionSpace.size);
  const open = (state: number) => {
    const report = feed.shown?.members[member];
    if (report === undefined) return;
    const environment = environmentById(configuration.environment);
    const { size } = environment.observationSpace;
    const entropyFloor = report.metrics.entropy_floor;
    const policies = new PolicyComparison(configuration, environment).compare(
      { old: report.oldParameters, proposed: report.policy.parameters, entropyFloor },
      report.observation.subarray(state * size, (state + 1) * size),
      1,
    );
    const picked = { configuration, policies, row: 0, entropyFloor, iteration: report.iteration };
    if (isDiscrete(environment.actionSpace)) openInSimplex(picked);
    else openInLab({ ...picked, pair });
  };

  return (
    <Panel
      className={styles.panel}
      title={title}
      term={term}
      note={note}
      actions={
        <>
          {metric === 'kl' ? null : (
            <Choice
              label={m.distance()}
              hideLabel
              value={measure}
              onChange={setMeasure}
              options={[
                { value: 'own', label: runLayer(configuration).name },
                { value: 'kl', label: PROJECTION_METHODS.kl.name },
              ]}
            />
          )}
          {distanceParts(configuration).length === 1 ? null : (
            <Choice label={m.part()} hideLabel value={part} onChange={setChosen} options={parts()} />
          )}
        </>
      }
    >
      <p className={styles.headline} ref={headline} />
      <div className={styles.chart}>
        <DistanceHistogram read={read} sources={sources} onOpen={open} />
      </div>
      <p className={styles.note}>
        {layer !== null ? m.layerNote() : m.noLayerNote({ method: label, summary })}
      </p>
    </Panel>
  );
}
