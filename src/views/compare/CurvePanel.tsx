import { Fragment, type ReactNode, useRef } from 'react';
import * as m from '#words/compare';
import type { ComparisonResults } from '../../comparison/summary.ts';
import { formatCount } from '../../components/axisTicks.ts';
import { formatFixed, formatSignificant } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { type FaintLine, XyChart } from '../../components/plot/XyChart.tsx';
import type { XyLine } from '../../components/plot/xyReadings.ts';
import { niceDomain } from '../../components/plot/xyScales.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { variantsOf } from '../../experiments/comparison/plan.ts';
import { useCompareStore } from '../../store/compare.ts';
import { methodLabel, methodLook } from './arms.ts';
import styles from './CompareView.module.css';
import { SaveButtons } from './SaveButtons.tsx';
import type { Cells } from './useCells.ts';

export interface CurvePanelProps {
  readonly results: ComparisonResults;
  readonly cells: Cells;
  readonly task: number;
  readonly everySeed: boolean;
}

/** `5 seeds`, or how many of them are over. */
function seedsText(cells: Cells, task: number, planned: number): string {
  const least = Math.min(
    ...cells.all.filter((cell) => cell.task === task).map(({ records }) => records.length),
  );
  const seeds = m.seeds({ count: planned });
  return least >= planned ? seeds : m.seedsSoFar({ least, planned, seeds });
}

/** The learning curves of all methods on one task; of a sweep a chart for every value, on the same axes. */
export function CurvePanel({ results, cells, task, everySeed }: CurvePanelProps) {
  const frame = useRef<HTMLDivElement>(null);
  const axis = useCompareStore((state) => state.axis);
  const live = useCompareStore((state) => state.live);
  const { plan, runs } = results;
  const { environment: id, steps } = plan.tasks[task]!;
  const { name, solvedReturn } = environmentById(id);
  const variants = variantsOf(plan);
  // Choices are compared in their own panel, on their returns; the curves are those of the presets.
  const shown = plan.variation?.kind === 'sweep' ? [...variants.keys()] : [0];

  const pictures = shown.map((variant) => {
    const own = cells.all.filter((cell) => cell.task === task && cell.variant === variant);
    const lines = own.flatMap((cell): XyLine[] => {
      const curve = cells.curve(cell, axis);
      if (curve === null) return [];
      const label = methodLabel(plan.methods[cell.method]!);
      return [{ ...curve, label, look: methodLook(plan, cell.method), parts: curve.seeds }];
    });
    const faint = live.flatMap((run): FaintLine[] => {
      const planned = runs[run.index]!;
      if (planned.task !== task || planned.variant !== variant) return [];
      return [
        {
          look: methodLook(plan, planned.method),
          x: run.curve.map((point) => point[axis]),
          y: run.curve.map(({ mean }) => mean),
        },
      ];
    });
    return { variant, lines, faint };
  });
  const yDomain = niceDomain([
    ...(solvedReturn === null ? [] : [solvedReturn]),
    ...pictures.flatMap(({ lines, faint }) => [
      ...lines.flatMap(({ low, high, value, parts }) => [
        ...low,
        ...high,
        ...value,
        ...(everySeed ? parts.flatMap((part) => [...part]) : []),
      ]),
      ...faint.flatMap(({ y }) => y),
    ]),
  ]);
  const xEnd =
    axis === 'steps'
      ? steps
      : Math.max(1, ...pictures.flatMap(({ lines }) => lines.map(({ x }) => x.at(-1) ?? 0)));
  const multiple = pictures.length > 1;
  const formatX = (value: number) =>
    axis === 'steps' ? m.xSteps({ value: formatCount(value) }) : m.xSeconds({ value: formatFixed(value, 1) });
  const seeds = seedsText(cells, task, plan.seeds.length);
  const note = everySeed ? m.curveNoteSeeds({ seeds }) : m.curveNote({ seeds });
  return (
    <Panel
      title={m.returnTitle({ task: name })}
      term="return"
      className={multiple || plan.tasks.length === 1 ? styles.wide : undefined}
      actions={
        multiple ? undefined : (
          <SaveButtons
            frame={frame}
            file={`compare-return-${id}`}
            title={m.returnTitle({ task: name })}
            note={note}
          />
        )
      }
    >
      <p className={styles.note}>{note}</p>
      <div ref={frame} className={multiple ? styles.multiples : undefined}>
        {pictures.map(({ variant, lines, faint }) => {
          const { id: variantId, label } = variants[variant]!;
          const chart = (
            <XyChart
              name={multiple ? m.returnOnVariant({ task: name, variant: label }) : m.returnOn({ task: name })}
              lines={lines}
              faint={faint}
              showParts={everySeed}
              xLabel={axis === 'steps' ? m.steps() : m.seconds()}
              yLabel={m.return()}
              xEnd={xEnd}
              yDomain={yDomain}
              height={multiple ? 220 : 290}
              formatX={formatX}
              formatY={(value) => formatSignificant(value)}
              reference={
                solvedReturn === null
                  ? undefined
                  : { value: solvedReturn, label: m.solvedAt({ value: formatSignificant(solvedReturn) }) }
              }
            />
          );
          if (!multiple) return <Fragment key={variant}>{chart}</Fragment>;
          return (
            <Multiple
              key={variant}
              file={`compare-return-${id}-${variantId}`}
              heading={label}
              title={m.returnTitleVariant({ task: name, variant: label })}
              note={note}
            >
              {chart}
            </Multiple>
          );
        })}
      </div>
    </Panel>
  );
}

interface MultipleProps {
  readonly file: string;
  readonly heading: string;
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}

/** One of several charts side by side. */
function Multiple({ file, heading, title, note, children }: MultipleProps) {
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div ref={frame}>
      <div className={styles.subhead}>
        <h3 className={styles.multiple}>
          <SymbolText text={heading} />
        </h3>
        <span className={styles.saves}>
          <SaveButtons frame={frame} file={file} title={title} note={note} />
        </span>
      </div>
      {children}
    </div>
  );
}
