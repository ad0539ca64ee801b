import { useMemo, useRef, useState } from 'react';
import * as m from '#words/compare';
import { evenGrid } from '../../comparison/curve.ts';
import {
  type ComparisonResults,
  improvementOf,
  overallScore,
  profileOf,
  scoresOf,
} from '../../comparison/summary.ts';
import { Choice } from '../../components/Choice.tsx';
import { formatFixed, formatInterval } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { type ChartRow, RowChart } from '../../components/plot/RowChart.tsx';
import { XyChart } from '../../components/plot/XyChart.tsx';
import type { XyLine } from '../../components/plot/xyReadings.ts';
import { methodLabel, methodLook } from './arms.ts';
import styles from './CompareView.module.css';
import { SaveButtons } from './SaveButtons.tsx';
import type { Cells } from './useCells.ts';

interface ScorePanelProps {
  readonly results: ComparisonResults;
  readonly cells: Cells;
  readonly variant: number;
}

/** Scores up to a little above solved; the profile of most tasks is over there. */
const TOP_SCORE = 1.2;
const shareTicks = () => [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: formatFixed(value) }));

/** The methods that have runs on every task, with their scores. */
function useScored({ results, cells, variant }: ScorePanelProps) {
  return useMemo(() => {
    const { plan } = results;
    return plan.methods.flatMap((method, index) => {
      const scores = scoresOf(cells.all, plan, { method: index, variant });
      if (scores === null) return [];
      return [{ index, label: methodLabel(method), look: methodLook(plan, index), scores }];
    });
  }, [results, cells, variant]);
}

function missing(results: ComparisonResults, scored: readonly unknown[]): string {
  const lacking = results.plan.methods.length - scored.length;
  return lacking === 0 ? '' : ` ${m.lacking({ count: lacking })}`;
}

/** The share of runs above each score, over all tasks. */
export function ProfilePanel(props: ScorePanelProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scored = useScored(props);
  const lines = useMemo(() => {
    const thresholds = evenGrid(TOP_SCORE, 48);
    return scored.map(({ label, look, scores }): XyLine => {
      return { label, look, x: thresholds, parts: [], ...profileOf(scores, thresholds) };
    });
  }, [scored]);
  const note = `${m.profileNote()}${missing(props.results, scored)}`;
  return (
    <Panel
      title={m.profile()}
      term="performance-profile"
      actions={<SaveButtons frame={frame} file="compare-profile" title={m.profile()} note={note} />}
    >
      <p className={styles.note}>{note}</p>
      <div ref={frame}>
        <XyChart
          name={m.profile()}
          lines={lines}
          xLabel={m.score()}
          yLabel={m.shareAbove()}
          xEnd={TOP_SCORE}
          yDomain={[0, 1]}
          formatX={(value) => m.scoreAbove({ value: formatFixed(value) })}
          formatY={(value) => formatFixed(value)}
          tickX={(value) => formatFixed(value, 1)}
          tickY={(value) => formatFixed(value, 1)}
          height={250}
        />
      </div>
    </Panel>
  );
}

/** How probably one method does better than each of the others. */
export function ImprovementPanel(props: ScorePanelProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scored = useScored(props);
  const [chosen, setChosen] = useState('0');
  const reference = scored.find(({ index }) => String(index) === chosen) ?? scored[0];
  const rows = useMemo(
    () =>
      reference === undefined
        ? []
        : scored
            .filter((other) => other !== reference)
            .map(({ label, look, scores }): ChartRow => {
              const improvement = improvementOf(reference.scores, scores);
              return {
                label: m.over({ method: label }),
                look,
                marks: [{ kind: 'dot', ...improvement }],
                text: formatInterval(improvement, formatFixed),
              };
            }),
    [reference, scored],
  );
  if (reference === undefined) return null;
  const title = m.doesBetter({ method: reference.label });
  const note = m.improvementNote();
  return (
    <Panel
      title={m.improvement()}
      term="probability-of-improvement"
      actions={<SaveButtons frame={frame} file="compare-improvement" title={title} note={note} />}
    >
      <div className={styles.pick}>
        <Choice
          label={m.method()}
          appearance="select"
          value={String(reference.index)}
          onChange={setChosen}
          options={scored.map(({ index, label }) => ({ value: String(index), label }))}
        />
        <p className={styles.note}>{m.improvementText({ note })}</p>
      </div>
      <div ref={frame}>
        <RowChart
          name={title}
          rows={rows}
          scale="linear"
          domain={[0, 1]}
          ticks={shareTicks()}
          xLabel={m.betterAxis({ method: reference.label })}
          reference={{ value: 0.5, label: m.noDifference() }}
        />
      </div>
      <p className={styles.note}>
        {m.overall({
          scores: scored
            .map(({ label, scores }) => `${label} ${formatInterval(overallScore(scores), formatFixed)}`)
            .join(', '),
        })}
      </p>
    </Panel>
  );
}
