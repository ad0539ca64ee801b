import { useRef } from 'react';
import * as m from '#words/compare';
import type { CellSummary, ComparisonResults } from '../../comparison/summary.ts';
import { createDecadeTicks, formatShare } from '../../components/axisTicks.ts';
import { formatShort, formatSignificant } from '../../components/format.ts';
import { Term } from '../../components/glossary/Term.tsx';
import { Panel } from '../../components/Panel.tsx';
import { type ChartRow, RowChart } from '../../components/plot/RowChart.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { densityBounds } from '../../trainer/densities.ts';
import { boundsOf } from '../../trainer/specification.ts';
import { methodLabel, methodLook } from './arms.ts';
import styles from './CompareView.module.css';
import { SaveButtons } from './SaveButtons.tsx';
import type { Cells } from './useCells.ts';

/** What distances to a bound are measured in. */
export type PromiseMetric = 'own' | 'kl';

export interface PromisePanelProps {
  readonly results: ComparisonResults;
  readonly cells: Cells;
  readonly task: number;
  readonly variant: number;
  readonly metric: PromiseMetric;
}

const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: `${100 * value} %` }));

/** Who keeps the promise of a trust region: the share of states beyond the bound, and the largest KL. */
export function PromisePanel({ results, cells, task, variant, metric }: PromisePanelProps) {
  const shares = useRef<HTMLDivElement>(null);
  const largest = useRef<HTMLDivElement>(null);
  const { plan } = results;
  const { environment: id } = plan.tasks[task]!;
  const { name } = environmentById(id);
  const own = cells.all.filter((cell) => cell.task === task && cell.variant === variant);
  const summaries = own.flatMap((cell) => cells.summary(cell) ?? []);
  if (summaries.length === 0) return null;

  const share = (summary: CellSummary['proposed']) => (metric === 'own' ? summary.beyond : summary.beyondKl);
  const rowOf = ({ cell }: CellSummary) => ({
    label: methodLabel(plan.methods[cell.method]!),
    look: methodLook(plan, cell.method),
  });
  const shareRows = summaries.map((summary): ChartRow => {
    const proposed = share(summary.proposed);
    const held = share(summary.projected ?? summary.proposed);
    return {
      ...rowOf(summary),
      marks: [
        ...(summary.projected === null ? [] : [{ kind: 'light', value: proposed.mean } as const]),
        { kind: 'bar', value: held.mean, low: held.low, high: held.high },
      ],
      text:
        summary.projected === null
          ? formatShare(held.mean)
          : `${formatShare(proposed.mean)} → ${formatShare(held.mean)}`,
    };
  });
  const largestRows = summaries.map((summary): ChartRow => {
    const { proposed, projected } = summary;
    return {
      ...rowOf(summary),
      marks: [
        ...(projected === null ? [] : [{ kind: 'ring', value: proposed.largestKl } as const]),
        { kind: 'dot', value: (projected ?? proposed).largestKl },
      ],
      text:
        projected === null
          ? formatSignificant(proposed.largestKl, 2)
          : `${formatSignificant(proposed.largestKl, 2)} → ${formatSignificant(projected.largestKl, 2)}`,
    };
  });
  const values = summaries.flatMap(({ proposed, projected }) =>
    [proposed.largestKl, projected?.largestKl ?? 0].filter((value) => value > 0),
  );
  const bounds = new Set(
    own.map(({ runs }) => densityBounds(boundsOf(runs[0]!.configuration, environmentById(id))).kl),
  );
  const [bound] = bounds;
  const ends = [...values, ...(bounds.size === 1 ? [bound!] : [])];
  const domain: [number, number] = [
    10 ** Math.floor(Math.log10(Math.min(...ends, 0.01))),
    10 ** Math.ceil(Math.log10(Math.max(...ends, 0.1))),
  ];
  const measured = metric === 'own' ? m.measuredOwn() : m.measuredKl();
  const shareNote = m.shareNote({ measured });
  const largestNote = m.largestNote();
  return (
    <Panel
      title={m.beyondTitle({ task: name })}
      term="bound"
      actions={<p className={styles.note}>{m.beyondKey()}</p>}
    >
      <div className={styles.pair}>
        <div>
          <div className={styles.subhead}>
            <h3 className={styles.multiple}>{m.shareOfStates()}</h3>
            <span className={styles.saves}>
              <SaveButtons
                frame={shares}
                file={`compare-beyond-${id}`}
                title={m.beyondTitle({ task: name })}
                note={shareNote}
              />
            </span>
          </div>
          <p className={styles.note}>{m.shareKey({ measured })}</p>
          <div ref={shares}>
            <RowChart
              name={m.beyondOn({ task: name })}
              rows={shareRows}
              scale="linear"
              domain={[0, 1]}
              ticks={SHARE_TICKS}
              xLabel={m.shareOfAll()}
            />
          </div>
        </div>
        <div>
          <div className={styles.subhead}>
            <h3 className={styles.multiple}>
              <Term id="kl">{m.largestTitle()}</Term>
            </h3>
            <span className={styles.saves}>
              <SaveButtons
                frame={largest}
                file={`compare-largest-kl-${id}`}
                title={m.largestOf({ task: name })}
                note={largestNote}
              />
            </span>
          </div>
          <p className={styles.note}>{m.largestKey()}</p>
          <div ref={largest}>
            <RowChart
              name={m.largestOn({ task: name })}
              rows={largestRows}
              scale="log"
              domain={domain}
              ticks={createDecadeTicks(domain[0], domain[1], 5)}
              xLabel={m.klAxis()}
              reference={
                bounds.size === 1
                  ? { value: bound!, label: m.boundIs({ value: formatShort(bound!) }) }
                  : undefined
              }
            />
          </div>
        </div>
      </div>
    </Panel>
  );
}
