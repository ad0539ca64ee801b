import { useState } from 'react';
import { bibtex, comparisonCsv, comparisonJson } from '../../comparison/exportData.ts';
import type { Cell, CellSummary, ComparisonResults, DriftSummary } from '../../comparison/summary.ts';
import { formatCount, formatShare } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { formatFixed, formatSignificant } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { type Column, SortableTable } from '../../components/SortableTable.tsx';
import { SymbolText } from '../../components/SymbolText.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { IMPLEMENTATION_CHOICES, isOn } from '../../experiments/comparison/implementationChoices.ts';
import { type ComparisonPlan, variantsOf } from '../../experiments/comparison/plan.ts';
import { methodLabel, methodLook } from './arms.ts';
import styles from './CompareView.module.css';
import type { PromiseMetric } from './PromisePanel.tsx';
import { resultsLink } from './SaveButtons.tsx';
import type { Cells } from './useCells.ts';

export interface TablePanelProps {
  readonly results: ComparisonResults;
  readonly cells: Cells;
  readonly metric: PromiseMetric;
}

/** All numbers, a row for every method, task and variant. */
export function TablePanel({ results, cells, metric }: TablePanelProps) {
  const { plan } = results;
  const [cited, setCited] = useState(false);
  const rows = cells.all.flatMap((cell) => cells.summary(cell) ?? []);
  const variants = variantsOf(plan);
  const share = (drift: DriftSummary | null) =>
    drift === null ? null : (metric === 'own' ? drift.beyond : drift.beyondKl).mean;
  const number = (
    id: string,
    title: string,
    help: string,
    value: (row: CellSummary) => number | null,
    text: (value: number, row: CellSummary) => string,
  ): Column<CellSummary> => ({
    id,
    title,
    help,
    numeric: true,
    value,
    cell: (row) => {
      const known = value(row);
      return known === null ? '–' : text(known, row);
    },
  });
  const columns: readonly Column<CellSummary>[] = [
    {
      id: 'method',
      title: 'Method',
      value: ({ cell }) => methodLabel(plan.methods[cell.method]!),
      cell: ({ cell }) => (
        <span style={{ color: `var(${methodLook(plan, cell.method).ink})` }}>
          {methodLabel(plan.methods[cell.method]!)}
        </span>
      ),
    },
    {
      id: 'task',
      title: 'Task',
      value: ({ cell }) => environmentById(plan.tasks[cell.task]!.environment).name,
      cell: ({ cell }) => environmentById(plan.tasks[cell.task]!.environment).name,
    },
    ...(variants.length === 1
      ? []
      : [
          {
            id: 'variant',
            title: 'Variant',
            value: ({ cell }: CellSummary) => cell.variant,
            cell: ({ cell }: CellSummary) => <SymbolText text={variantText(plan, cell)} />,
          },
        ]),
    number(
      'return',
      'Return',
      'Interquartile mean over seeds of the mean return of the last 64 episodes, with its 95 % stratified-bootstrap interval',
      ({ finalReturn }) => finalReturn.value,
      (_, { finalReturn: { value, low, high } }) =>
        `${formatSignificant(value)} [${formatSignificant(low)}, ${formatSignificant(high)}]`,
    ),
    number(
      'worst',
      'Worst seed',
      'The lowest of these returns',
      ({ worst }) => worst,
      (value) => formatSignificant(value),
    ),
    number(
      'score',
      'Score',
      '0: random actions, 1: solved',
      ({ score }) => score.value,
      (_, { score: { value, low, high } }) =>
        `${formatFixed(value)} [${formatFixed(low)}, ${formatFixed(high)}]`,
    ),
    number(
      'solved',
      'Solved after',
      'Steps until the mean of 32 episodes first reached the threshold: median over the seeds that did, and how many did',
      ({ solvedAfter }) => solvedAfter,
      (value, { solved, cell }) => `${formatCount(value)} (${solved}/${cell.records.length})`,
    ),
    number(
      'proposed',
      'Beyond, proposed',
      'Share of all states in which the network’s output is beyond either bound',
      ({ proposed }) => share(proposed),
      formatShare,
    ),
    number(
      'projected',
      'Projected',
      'The same of what the layer makes of it; a dash without one',
      ({ projected }) => share(projected),
      formatShare,
    ),
    number(
      'kl',
      'Largest KL',
      'From the old policy in any state of any seed: the network’s own output, and its projection where there is a layer. Sorted by the latter',
      ({ proposed, projected }) => (projected ?? proposed).largestKl,
      (value, { proposed, projected }) =>
        projected === null
          ? formatSignificant(value, 2)
          : `${formatSignificant(proposed.largestKl, 2)} → ${formatSignificant(value, 2)}`,
    ),
    number(
      'seconds',
      'Seconds',
      'Training time of a run, median',
      ({ seconds }) => seconds,
      (value) => value.toFixed(1),
    ),
    number(
      'runs',
      'Runs',
      'Runs that are over, of those planned; those that diverged or failed count with the return of their last report',
      ({ cell }) => cell.records.length,
      (_, row) => runsText(row),
    ),
  ];
  const save = (name: string, type: string, text: string) => saveFile(name, new Blob([text], { type }));
  return (
    <Panel
      title="Numbers"
      className={styles.wide}
      actions={
        <>
          <Button
            variant="plain"
            aria-label="CSV: every run as a row"
            onClick={() => save('comparison.csv', 'text/csv', comparisonCsv(results, resultsLink()))}
          >
            CSV
          </Button>
          <Button
            variant="plain"
            aria-label="JSON: plan, runs, curves and summaries"
            onClick={() =>
              save('comparison.json', 'application/json', comparisonJson(results, resultsLink()))
            }
          >
            JSON
          </Button>
          <Button variant="plain" aria-expanded={cited} onClick={() => setCited(!cited)}>
            BibTeX
          </Button>
        </>
      }
    >
      {cited ? (
        <div className={styles.cite}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
          <pre tabIndex={0}>{bibtex(resultsLink())}</pre>
          <Button
            onClick={() => save('trust-region-playground.bib', 'application/x-bibtex', bibtex(resultsLink()))}
          >
            Download .bib
          </Button>
        </div>
      ) : null}
      <SortableTable
        caption="Numbers of every method and task"
        columns={columns}
        rows={rows}
        keyOf={({ cell }) => `${cell.task} ${cell.variant} ${cell.method}`}
      />
      <Disclosure title="How these numbers are made">
        <p className={styles.reading}>
          The return of a run is the mean undiscounted return of its last 64 training episodes, actions
          sampled. A run that diverges counts with the return of its last report and is marked; none is left
          out. Intervals are 95 % percentile bootstraps that resample the seeds of every task by themselves. A
          score is (return − random) ÷ (solved − random): random is the mean return of actions drawn
          uniformly, solved the task’s own threshold or, where none is agreed on (cart-pole and the reachers),
          a return that good runs reach; a run in which no episode ended scores 0. Curves are means of the
          episodes that ended since the grid point before, and runs that are over keep their last value.
          Speeds depend on the machine; every other number repeats to the last bit from the link.
        </p>
      </Disclosure>
    </Panel>
  );
}

/** `Value clip on`: what a choice switched the other way is. */
function variantText(plan: ComparisonPlan, { variant, runs }: Cell): string {
  const { label } = variantsOf(plan)[variant]!;
  if (plan.variation?.kind !== 'choices' || variant === 0) return label;
  const asked = plan.variation.choices;
  const choice = IMPLEMENTATION_CHOICES.filter(({ id }) => asked.includes(id))[variant - 1]!;
  return `${choice.label} ${isOn(choice, runs[0]!.configuration) ? 'on' : 'off'}`;
}

function runsText({ cell, diverged, failed }: CellSummary): string {
  const over = `${cell.records.length}/${cell.runs.length}`;
  const troubles = [
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return troubles.length === 0 ? over : `${over}, ${troubles.join(', ')}`;
}
