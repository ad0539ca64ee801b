import { useState } from 'react';
import * as m from '#words/compare';
import { bibtex, comparisonCsv, comparisonJson } from '../../comparison/exportData.ts';
import type { Cell, CellSummary, ComparisonResults, DriftSummary } from '../../comparison/summary.ts';
import { formatCount, formatShare } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { formatFixed, formatInterval, formatSignificant } from '../../components/format.ts';
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

/** Formats, called so in every language. */
const [CSV, JSON_FILE, BIBTEX] = ['CSV', 'JSON', 'BibTeX'];

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
      title: m.method(),
      value: ({ cell }) => methodLabel(plan.methods[cell.method]!),
      cell: ({ cell }) => (
        <span style={{ color: `var(${methodLook(plan, cell.method).ink})` }}>
          {methodLabel(plan.methods[cell.method]!)}
        </span>
      ),
    },
    {
      id: 'task',
      title: m.taskColumn(),
      value: ({ cell }) => environmentById(plan.tasks[cell.task]!.environment).name,
      cell: ({ cell }) => environmentById(plan.tasks[cell.task]!.environment).name,
    },
    ...(variants.length === 1
      ? []
      : [
          {
            id: 'variant',
            title: m.variant(),
            value: ({ cell }: CellSummary) => cell.variant,
            cell: ({ cell }: CellSummary) => <SymbolText text={variantText(plan, cell)} />,
          },
        ]),
    number(
      'return',
      m.returnColumn(),
      m.returnHelp(),
      ({ finalReturn }) => finalReturn.value,
      (_, { finalReturn }) => formatInterval(finalReturn, formatSignificant),
    ),
    number(
      'worst',
      m.worst(),
      m.worstHelp(),
      ({ worst }) => worst,
      (value) => formatSignificant(value),
    ),
    number(
      'score',
      m.scoreColumn(),
      m.scoreHelp(),
      ({ score }) => score.value,
      (_, { score }) => formatInterval(score, formatFixed),
    ),
    number(
      'solved',
      m.solved(),
      m.solvedHelp(),
      ({ solvedAfter }) => solvedAfter,
      (value, { solved, cell }) => `${formatCount(value)} (${solved}/${cell.records.length})`,
    ),
    number(
      'proposed',
      m.beyondProposed(),
      m.beyondProposedHelp(),
      ({ proposed }) => share(proposed),
      formatShare,
    ),
    number('projected', m.projected(), m.projectedHelp(), ({ projected }) => share(projected), formatShare),
    number(
      'kl',
      m.largestKl(),
      m.largestKlHelp(),
      ({ proposed, projected }) => (projected ?? proposed).largestKl,
      (value, { proposed, projected }) =>
        projected === null
          ? formatSignificant(value, 2)
          : `${formatSignificant(proposed.largestKl, 2)} → ${formatSignificant(value, 2)}`,
    ),
    number(
      'seconds',
      m.secondsColumn(),
      m.secondsHelp(),
      ({ seconds }) => seconds,
      (value) => formatFixed(value, 1),
    ),
    number(
      'runs',
      m.runs(),
      m.runsHelp(),
      ({ cell }) => cell.records.length,
      (_, row) => runsText(row),
    ),
  ];
  const save = (name: string, type: string, text: string) => saveFile(name, new Blob([text], { type }));
  return (
    <Panel
      title={m.numbers()}
      className={styles.wide}
      actions={
        <>
          <Button
            variant="plain"
            aria-label={m.csv()}
            onClick={() => save('comparison.csv', 'text/csv', comparisonCsv(results, resultsLink()))}
          >
            {CSV}
          </Button>
          <Button
            variant="plain"
            aria-label={m.json()}
            onClick={() =>
              save('comparison.json', 'application/json', comparisonJson(results, resultsLink()))
            }
          >
            {JSON_FILE}
          </Button>
          <Button variant="plain" aria-expanded={cited} onClick={() => setCited(!cited)}>
            {BIBTEX}
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
            {m.downloadBib()}
          </Button>
        </div>
      ) : null}
      <SortableTable
        caption={m.caption()}
        columns={columns}
        rows={rows}
        keyOf={({ cell }) => `${cell.task} ${cell.variant} ${cell.method}`}
      />
      <Disclosure title={m.howMade()}>
        <p className={styles.reading}>{m.howMadeText()}</p>
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
  return isOn(choice, runs[0]!.configuration)
    ? m.choiceOn({ choice: choice.label })
    : m.choiceOff({ choice: choice.label });
}

function runsText({ cell, diverged }: CellSummary): string {
  const over = `${cell.records.length}/${cell.runs.length}`;
  return diverged === 0 ? over : `${over}, ${m.divergedCount({ count: diverged })}`;
}
