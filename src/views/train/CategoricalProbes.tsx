import { useMemo, useState } from 'react';
import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { barsHeight, MOST_ROWS } from '../../components/barsPicture.ts';
import { Panel } from '../../components/Panel.tsx';
import type { DiscreteSpace } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { boundsOf } from '../../trainer/specification.ts';
import { CategoricalNumbers } from './CategoricalNumbers.tsx';
import { categoricalPictures } from './categoricalPictures.ts';
import { type Magnification, MagnificationChoice } from './MagnificationChoice.tsx';
import { openInSimplex } from './openInLab.ts';
import { ProbeGrid } from './ProbeGrid.tsx';
import styles from './ProbePanel.module.css';
import { ProbeSummary } from './ProbeSummary.tsx';
import type { RunPanelProps } from './trainPanel.ts';
import { useProbes } from './useProbes.ts';

interface CategoricalProbesProps extends RunPanelProps {
  readonly actionSpace: DiscreteSpace;
}

/** Policies over discrete actions in the probe states, as bars. */
export function CategoricalProbes({ title, term, note, run, member, actionSpace }: CategoricalProbesProps) {
  const [magnification, setMagnification] = useState<Magnification>('1');
  const { feed, configuration } = run;
  const environment = environmentById(configuration.environment);
  const { size, labels } = actionSpace;
  const layer = algorithmOf(configuration).layer !== null;
  const { categoricalProjection: metric } = configuration;
  const bounds = useMemo(() => boundsOf(configuration, environment), [configuration, environment]);
  const read = useProbes(run, member);
  const pictures = useMemo(
    () =>
      categoricalPictures(read, {
        ...{ actionSpace, magnification: Number(magnification), bound: bounds.mean },
        metric: layer ? metric : null,
      }),
    [read, actionSpace, magnification, bounds, layer, metric],
  );
  const sources = useMemo(() => [feed], [feed]);

  const open = (index: number) => {
    const report = feed.shown?.members[member];
    const policies = read()?.probes;
    if (!report || !policies || policies.old.mean.length <= index * size) return;
    openInSimplex({
      configuration,
      policies,
      row: index,
      entropyFloor: report.metrics.entropy_floor,
      iteration: report.iteration,
    });
  };

  return (
    <Panel
      className={styles.panel}
      title={title}
      term={term}
      note={note}
      actions={<MagnificationChoice value={magnification} onChange={setMagnification} />}
    >
      <ProbeSummary {...{ feed, read, bounds }} />
      <ProbeGrid
        {...{ run, read, pictures, sources }}
        least={barsHeight(Math.min(size, MOST_ROWS))}
        onOpen={open}
        numbers={(probes, index) => (
          <CategoricalNumbers {...{ environment, labels, probes, index }} bound={bounds.mean} />
        )}
      />
      <p className={styles.key}>
        <span className="old-ink">{m.oldInk()}</span>
        <span className="proposed-ink">{m.proposedInk()}</span>
        {layer ? <span className="projected-ink">{m.projectedInk()}</span> : null}
        {layer ? <span className={styles.region}>{m.rangeInk()}</span> : null}
        <span className={styles.gauge}>{m.gaugeKeyOne()}</span>
        <span className={styles.axes}>
          {magnification === '1' ? m.barsKey() : m.changesDrawn({ times: magnification })}
        </span>
      </p>
    </Panel>
  );
}
