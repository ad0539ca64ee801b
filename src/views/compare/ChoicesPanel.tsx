import { useRef } from 'react';
import * as m from '#words/compare';
import type { CellSummary, ComparisonResults } from '../../comparison/summary.ts';
import { createLinearTicks } from '../../components/axisTicks.ts';
import { formatFixed } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { type ChartRow, RowChart } from '../../components/plot/RowChart.tsx';
import { niceDomain } from '../../components/plot/xyScales.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { IMPLEMENTATION_CHOICES } from '../../experiments/comparison/implementationChoices.ts';
import { choiceIsOn } from '../../experiments/comparison/plan.ts';
import { methodLabel, methodLook } from './arms.ts';
import styles from './CompareView.module.css';
import { SaveButtons } from './SaveButtons.tsx';
import type { Cells } from './useCells.ts';

export interface ChoicesPanelProps {
  readonly results: ComparisonResults;
  readonly cells: Cells;
  readonly task: number;
}

/** Every implementation choice on and off: how much each method depends on it. */
export function ChoicesPanel({ results, cells, task }: ChoicesPanelProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { plan } = results;
  if (plan.variation?.kind !== 'choices') return null;
  const { environment: id } = plan.tasks[task]!;
  const { name } = environmentById(id);
  const asked = plan.variation.choices;
  const choices = IMPLEMENTATION_CHOICES.filter((choice) => asked.includes(choice.id));
  const summaryAt = (method: number, variant: number): CellSummary | null => {
    const cell = cells.all.find(
      (one) => one.task === task && one.method === method && one.variant === variant,
    );
    return cell === undefined ? null : cells.summary(cell);
  };
  const known = cells.all.flatMap((cell) => (cell.task === task ? (cells.summary(cell) ?? []) : []));
  const domain = niceDomain(known.flatMap(({ finalReturn }) => [finalReturn.low, finalReturn.high]));
  const ticks = createLinearTicks(domain[0], domain[1], 4);
  const note = m.choicesNote();
  return (
    <Panel title={m.choicesTitle({ task: name })} className={styles.wide}>
      <p className={styles.note}>{m.choicesText({ note })}</p>
      <div ref={frame} className={styles.multiples}>
        {choices.map((choice, index) => {
          const rows = plan.methods.flatMap((method, at): ChartRow[] => {
            const presets = summaryAt(at, 0);
            const switched = summaryAt(at, index + 1);
            const isOn = choiceIsOn(plan, method, plan.tasks[task]!, choice.id);
            const [on, off] = isOn ? [presets, switched] : [switched, presets];
            return [
              {
                label: methodLabel(method),
                look: methodLook(plan, at),
                marks: [
                  ...(off === null ? [] : [{ kind: 'ring', ...off.finalReturn } as const]),
                  ...(on === null ? [] : [{ kind: 'dot', ...on.finalReturn } as const]),
                ],
                text:
                  on === null || off === null ? '…' : signed(on.finalReturn.value - off.finalReturn.value),
              },
            ];
          });
          return (
            <ChoiceChart
              key={choice.id}
              title={choice.label}
              task={name}
              file={`compare-${choice.id}-${id}`}
              note={note}
              rows={rows}
              domain={domain}
              ticks={ticks}
            />
          );
        })}
      </div>
    </Panel>
  );
}

interface ChoiceChartProps {
  readonly title: string;
  readonly task: string;
  readonly file: string;
  readonly note: string;
  readonly rows: readonly ChartRow[];
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

function ChoiceChart({ title, task, file, note, rows, domain, ticks }: ChoiceChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div ref={frame}>
      <div className={styles.subhead}>
        <h3 className={styles.multiple}>{title}</h3>
        <span className={styles.saves}>
          <SaveButtons frame={frame} file={file} title={m.choiceOf({ choice: title, task })} note={note} />
        </span>
      </div>
      <RowChart
        name={m.onAndOff({ choice: title, task })}
        rows={rows}
        scale="linear"
        domain={domain}
        ticks={ticks}
        xLabel={m.return()}
      />
    </div>
  );
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${formatFixed(value, 1)}`;
}
