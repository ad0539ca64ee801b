import { useMemo, useState } from 'react';
import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { meanRadius } from '../../components/gaussianOutline.ts';
import { Panel } from '../../components/Panel.tsx';
import type { BoxSpace } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { boundsOf } from '../../trainer/specification.ts';
import { ActionPair, useActionPair } from './ActionPair.tsx';
import { type Magnification, MagnificationChoice } from './MagnificationChoice.tsx';
import { openInLab } from './openInLab.ts';
import { ProbeGrid } from './ProbeGrid.tsx';
import { ProbeNumbers } from './ProbeNumbers.tsx';
import styles from './ProbePanel.module.css';
import { ProbeSummary } from './ProbeSummary.tsx';
import { createProbePictures } from './probePictures.ts';
import type { RunPanelProps } from './trainPanel.ts';
import { useProbes } from './useProbes.ts';

interface GaussianProbesProps extends RunPanelProps {
  readonly actionSpace: BoxSpace;
}

/** Gaussian policies in the probe states: bell curves over one action, ellipses over a pair. */
export function GaussianProbes({ title, term, note, run, member, actionSpace }: GaussianProbesProps) {
  const [magnification, setMagnification] = useState<Magnification>('1');
  const { feed, configuration } = run;
  const environment = environmentById(configuration.environment);
  const { size, labels } = actionSpace;
  const layer = algorithmOf(configuration).layer !== null;
  const pair = useActionPair(size);
  const { projection, scaled, meanBound } = configuration;
  const bounds = useMemo(() => boundsOf(configuration, environment), [configuration, environment]);
  const read = useProbes(run, member);
  const pictures = useMemo(
    () =>
      createProbePictures(read, {
        actionSpace,
        pair,
        magnification: Number(magnification),
        region: layer ? meanRadius(projection, scaled, meanBound) : null,
        bounds,
      }),
    [read, actionSpace, pair, magnification, layer, projection, scaled, meanBound, bounds],
  );
  const sources = useMemo(() => [feed], [feed]);

  const open = (index: number) => {
    const report = feed.shown?.members[member];
    const policies = read()?.probes;
    if (!report || !policies || policies.old.mean.length <= index * size) return;
    openInLab({
      configuration,
      policies,
      row: index,
      pair,
      entropyFloor: report.metrics.entropy_floor,
      iteration: report.iteration,
    });
  };

  const axis = size === 1 ? labels[0]! : m.clippedKey();
  return (
    <Panel
      className={styles.panel}
      title={size === 1 ? title : m.probeTitle({ title })}
      term={term}
      note={note}
      actions={
        <>
          {size > 2 ? <ActionPair labels={labels} /> : null}
          <MagnificationChoice value={magnification} onChange={setMagnification} />
        </>
      }
    >
      <ProbeSummary {...{ feed, read, bounds }} />
      <ProbeGrid
        {...{ run, read, pictures, sources }}
        onOpen={open}
        numbers={(probes, index) => (
          <ProbeNumbers {...{ environment, probes, index, bounds }} actions={size === 1 ? [0] : pair} />
        )}
      />
      <p className={styles.key}>
        <span className="old-ink">{m.oldInk()}</span>
        <span className="proposed-ink">{magnification === '1' ? m.proposedTrailInk() : m.proposedInk()}</span>
        {layer ? <span className="projected-ink">{m.projectedInk()}</span> : null}
        {layer ? <span className={styles.region}>{m.meanBoundInk()}</span> : null}
        <span className={styles.gauge}>{m.gaugeKey()}</span>
        <span className={styles.axes}>
          {magnification === '1' ? axis : m.changesDrawn({ times: magnification })}
        </span>
      </p>
    </Panel>
  );
}
