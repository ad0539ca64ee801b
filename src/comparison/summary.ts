import type { ComparisonPlan, PlannedRun } from '../experiments/comparison/plan.ts';
import { bootstrapInterquartileMean, type Estimate, median } from '../experiments/statistics.ts';
import { createRandom } from '../random/random.ts';
import { type CurveAxis, evenGrid, onGrid } from './curve.ts';
import { type CurveBand, curveBand } from './curveBand.ts';
import { probabilityOfImprovement } from './improvement.ts';
import { performanceProfile } from './performanceProfile.ts';
import { CONFIDENCE } from './resampling.ts';
import type { Drift, RunRecord } from './runRecord.ts';
import { countedReturn, scaleOf, scoreOf } from './scores.ts';
import { stepsToThreshold } from './threshold.ts';

/** The bootstraps' own seed: the same runs give the same intervals. */
const BOOTSTRAP_SEED = 2021;
/** Points of a learning curve. */
const CURVE_POINTS = 50;

/** A plan's runs and what has come of them, `null` where nothing has yet. */
export interface ComparisonResults {
  readonly plan: ComparisonPlan;
  readonly runs: readonly PlannedRun[];
  readonly records: readonly (RunRecord | null)[];
}

/** A method with one variant: what is told apart. Indices into the plan. */
export interface Arm {
  readonly method: number;
  readonly variant: number;
}

/** The seeds of an arm on one task. */
export interface Cell extends Arm {
  readonly task: number;
  readonly runs: readonly PlannedRun[];
  /** Of those that are over, in the order of the seeds. */
  readonly records: readonly RunRecord[];
}

/** Every cell that has runs, by task, then variant, then method. */
export function cellsOf({ plan, runs, records }: ComparisonResults): readonly Cell[] {
  const cells = new Map<string, { cell: Arm & { task: number }; runs: PlannedRun[]; records: RunRecord[] }>();
  runs.forEach((run, index) => {
    const { method, variant, task } = run;
    const key = `${task} ${variant} ${method}`;
    const own = cells.get(key) ?? { cell: { method, variant, task }, runs: [], records: [] };
    cells.set(key, own);
    own.runs.push(run);
    const record = records[index];
    if (record) own.records.push(record);
  });
  const place = ({ task, variant, method }: Arm & { task: number }) =>
    (task * 64 + variant) * (plan.methods.length + 1) + method;
  return [...cells.values()]
    .map(({ cell, runs: own, records: over }) => ({ ...cell, runs: own, records: over }))
    .sort((a, b) => place(a) - place(b));
}

/** Mean over seeds, and the lowest and highest seed. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** How far beyond its bounds an arm was on a task. */
export interface DriftSummary {
  readonly beyond: Spread;
  readonly beyondKl: Spread;
  /** Over all seeds. */
  readonly largestKl: number;
}

/** A row of the table. */
export interface CellSummary {
  readonly cell: Cell;
  /** Interquartile mean of the returns the runs count with, with its 95 % interval. */
  readonly finalReturn: Estimate;
  readonly worst: number;
  /** The same in scores, 0 … 1 between random and solved. */
  readonly score: Estimate;
  /** Median of the steps until the task's threshold, over the seeds that reached it; `null` if none did or there is none. */
  readonly solvedAfter: number | null;
  readonly solved: number;
  readonly proposed: DriftSummary;
  readonly projected: DriftSummary | null;
  /** Median seconds of training. */
  readonly seconds: number;
  readonly diverged: number;
}

/** @returns `null` while no run of the cell is over */
export function summarise(cell: Cell): CellSummary | null {
  const { records, runs } = cell;
  if (records.length === 0) return null;
  const scale = scaleOf(runs[0]!);
  const returns = records.map((record) => countedReturn(record, scale));
  const solvedAfter = scale.agreed
    ? records.flatMap(({ curve }) => {
        const returns = curve.map(({ steps, episodes, mean }) => [steps, episodes, mean] as const);
        return stepsToThreshold(returns, scale.solved) ?? [];
      })
    : [];
  const projected = records.flatMap((record) => record.projected ?? []);
  return {
    cell,
    finalReturn: estimate([returns]),
    worst: Math.min(...returns),
    score: estimate([records.map((record) => scoreOf(record, scale))]),
    solvedAfter: solvedAfter.length === 0 ? null : median(solvedAfter),
    solved: solvedAfter.length,
    proposed: driftSummary(records.map((record) => record.proposed)),
    projected: projected.length === 0 ? null : driftSummary(projected),
    seconds: median(records.map(({ seconds }) => seconds)),
    diverged: records.filter(({ outcome }) => outcome === 'diverged').length,
  };
}

function estimate(strata: readonly (readonly number[])[]): Estimate {
  return bootstrapInterquartileMean(strata, CONFIDENCE, createRandom(BOOTSTRAP_SEED));
}

function driftSummary(drifts: readonly Drift[]): DriftSummary {
  return {
    beyond: spread(drifts.map(({ beyond }) => beyond)),
    beyondKl: spread(drifts.map(({ beyondKl }) => beyondKl)),
    largestKl: Math.max(...drifts.map(({ largestKl }) => largestKl)),
  };
}

function spread(values: readonly number[]): Spread {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

/** The learning curve of a cell with its band, and every seed's own. */
export interface CellCurve extends CurveBand {
  readonly cell: Cell;
  /** Steps or seconds. */
  readonly x: Float64Array;
  readonly seeds: readonly Float64Array[];
}

/**
 * @param axis steps up to the budget, or seconds up to the longest run of the cell, after which the others keep their last value
 * @returns `null` while no run of the cell is over
 */
export function cellCurve(cell: Cell, axis: CurveAxis): CellCurve | null {
  const { records, runs } = cell;
  if (records.length === 0) return null;
  const end =
    axis === 'steps'
      ? runs[0]!.configuration.steps
      : Math.max(...records.map(({ seconds }) => seconds), 1e-3);
  const x = evenGrid(end, CURVE_POINTS);
  const seeds = records.map(({ curve }) => onGrid(curve, x, axis));
  return { cell, x, seeds, ...curveBand(seeds, createRandom(BOOTSTRAP_SEED)) };
}

/**
 * The scores of an arm on every task, a list a task; `null` while it lacks a task, as a mean over other tasks than its
 * neighbours' could not be held against theirs.
 */
export function scoresOf(cells: readonly Cell[], plan: ComparisonPlan, arm: Arm): number[][] | null {
  const strata = plan.tasks.map((_, task) => {
    const cell = cells.find(
      (one) => one.task === task && one.method === arm.method && one.variant === arm.variant,
    );
    return (cell?.records ?? []).map((record) => scoreOf(record, scaleOf(cell!.runs[0]!)));
  });
  return strata.some((scores) => scores.length === 0) ? null : strata;
}

/** The interquartile mean of an arm's scores over all runs of all tasks. */
export function overallScore(strata: readonly (readonly number[])[]): Estimate {
  return estimate(strata);
}

/** An arm's performance profile at these thresholds. */
export function profileOf(strata: readonly (readonly number[])[], thresholds: Float64Array): CurveBand {
  return performanceProfile(strata, thresholds, createRandom(BOOTSTRAP_SEED));
}

/** The probability that the first arm improves on the second. */
export function improvementOf(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
): Estimate {
  return probabilityOfImprovement(first, second, createRandom(BOOTSTRAP_SEED));
}
