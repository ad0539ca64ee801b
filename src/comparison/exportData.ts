import { algorithmIdOf, isLayer } from '../experiments/comparison/methods.ts';
import { COMPARED_FIELDS, type ComparedMethod, variantsOf } from '../experiments/comparison/plan.ts';
import { csvCell } from '../experiments/csvCell.ts';
import { fieldToText } from '../experiments/fieldText.ts';
import { CONFIDENCE, RESAMPLES } from './resampling.ts';
import { scaleOf, scoreOf } from './scores.ts';
import { type CellSummary, type ComparisonResults, cellsOf, summarise } from './summary.ts';

/** A method as files name it: `ppo`, `ppo learningRate=1e-4`. */
function methodText({ id, settings }: ComparedMethod): string {
  const own = COMPARED_FIELDS.filter(({ name }) => settings[name] !== undefined).map(
    (field) => `${field.name}=${fieldToText(field, settings[field.name])}`,
  );
  return [id, ...own].join(' ');
}

const COLUMNS = [
  'task',
  'method',
  'variant',
  'seed',
  'outcome',
  'return',
  'score',
  'environment_steps',
  'training_seconds',
  'beyond_proposed',
  'beyond_projected',
  'beyond_kl_proposed',
  'beyond_kl_projected',
  'largest_kl_proposed',
  'largest_kl_projected',
  'digest',
] as const;

/**
 * The runs of a comparison as comma-separated values, one row each. Comment lines say what the columns are
 * and where the runs come from. Numbers are written in full; what is not known or does not apply is left empty.
 */
export function comparisonCsv({ plan, runs, records }: ComparisonResults, link: string): string {
  const variants = variantsOf(plan);
  const comments = [
    `# Comparison: ${link}`,
    '# return: mean undiscounted return of the last 64 episodes; of a diverged run, those before it diverged',
    '# score: (return - random) / (solved - random) of the task; 0 where no episode ended',
    '# beyond_*: share of all states in which either part exceeds its bound, in the run’s own metric and in KL',
    '# largest_kl_*: largest KL from the old policy in any state, nats',
  ];
  const rows = runs.flatMap((run, index) => {
    const record = records[index];
    if (!record) return [];
    const { proposed, projected } = record;
    const row: Readonly<Record<(typeof COLUMNS)[number], string | number | null>> = {
      task: run.configuration.environment,
      method: methodText(plan.methods[run.method]!),
      variant: variants[run.variant]!.id,
      seed: run.seed,
      outcome: record.outcome,
      return: record.finalReturn,
      score: scoreOf(record, scaleOf(run)),
      environment_steps: record.steps,
      training_seconds: record.seconds,
      beyond_proposed: proposed.beyond,
      beyond_projected: projected?.beyond ?? null,
      beyond_kl_proposed: proposed.beyondKl,
      beyond_kl_projected: projected?.beyondKl ?? null,
      largest_kl_proposed: proposed.largestKl,
      largest_kl_projected: projected?.largestKl ?? null,
      digest: record.digest,
    };
    return COLUMNS.map((column) => csvCell(String(row[column] ?? ''))).join(',');
  });
  return `${[...comments, COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function summaryOf({ cell, ...numbers }: CellSummary, { plan }: ComparisonResults) {
  return {
    task: plan.tasks[cell.task]!.environment,
    method: methodText(plan.methods[cell.method]!),
    variant: variantsOf(plan)[cell.variant]!.id,
    runs: cell.runs.length,
    ended: cell.records.length,
    ...numbers,
  };
}

/** Everything of a comparison as JSON: the plan, every run with its configuration and curve, and the summaries with their intervals. */
export function comparisonJson(results: ComparisonResults, link: string): string {
  const { plan, runs, records } = results;
  return JSON.stringify(
    {
      link,
      plan: {
        ...plan,
        methods: plan.methods.map((method) => ({
          algorithm: algorithmIdOf(method.id),
          projection: isLayer(method.id) ? method.id : 'kl',
          ...method,
        })),
      },
      intervals: `${100 * CONFIDENCE} % percentile bootstrap, stratified by task, ${RESAMPLES} resamples`,
      scores: plan.tasks.map(({ environment }) => {
        const run = runs.find(({ configuration }) => configuration.environment === environment);
        return { task: environment, ...(run === undefined ? {} : scaleOf(run)) };
      }),
      summaries: cellsOf(results).flatMap((cell) => {
        const summary = summarise(cell);
        return summary === null ? [] : [summaryOf(summary, results)];
      }),
      runs: runs.flatMap((run, index) => {
        const record = records[index];
        return record ? [{ configuration: run.configuration, ...record }] : [];
      }),
    },
    null,
    1,
  );
}

/** How to cite the method and what was made with this page. */
export function bibtex(link: string): string {
  return `@inproceedings{otto2021differentiable,
  title     = {Differentiable Trust Region Layers for Deep Reinforcement Learning},
  author    = {Otto, Fabian and Becker, Philipp and Vien, Ngo Anh and Ziesche, Hanna Carolin and Neumann, Gerhard},
  booktitle = {International Conference on Learning Representations},
  year      = {2021},
  url       = {https://arxiv.org/abs/2101.09207}
}

@misc{trustregionplayground,
  title        = {Trust Region Playground},
  howpublished = {\\url{${link}}},
  note         = {The link repeats the runs}
}
`;
}
