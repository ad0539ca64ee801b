/**
 * `npm run bench`: every number the documentation claims, printed. `--json` prints one JSON array instead of
 * tables; names of groups as arguments run only those.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { categoricalBenchmarks } from './categorical.ts';
import { chartBenchmarks } from './charts.ts';
import { compareBenchmarks } from './compare.ts';
import { elementaryBenchmarks } from './elementary.ts';
import { engineBenchmarks } from './engines.ts';
import { environmentBenchmarks } from './environments.ts';
import { interactionBenchmarks } from './interactions.ts';
import { keepingBenchmarks } from './keeping.ts';
import { labBenchmarks } from './lab.ts';
import { objectiveBenchmarks } from './objective.ts';
import { packageBenchmarks } from './packages.ts';
import { pageBenchmarks } from './page.ts';
import { projectionBenchmarks } from './projections.ts';
import { recordingBenchmarks } from './recording.ts';
import type { BenchmarkRow } from './row.ts';
import { simdBenchmarks } from './simd.ts';
import { sizeBenchmarks } from './sizes.ts';
import { solveBenchmarks } from './solve.ts';
import { trainingBenchmarks } from './training.ts';
import { webgpuBenchmarks } from './webgpu.ts';

const GROUPS: Record<string, () => readonly BenchmarkRow[] | Promise<readonly BenchmarkRow[]>> = {
  elementary: elementaryBenchmarks,
  projections: projectionBenchmarks,
  categorical: categoricalBenchmarks,
  objective: objectiveBenchmarks,
  environments: environmentBenchmarks,
  engines: engineBenchmarks,
  simd: simdBenchmarks,
  training: trainingBenchmarks,
  recording: recordingBenchmarks,
  keeping: keepingBenchmarks,
  solve: solveBenchmarks,
  charts: chartBenchmarks,
  interactions: interactionBenchmarks,
  compare: compareBenchmarks,
  packages: packageBenchmarks,
  page: pageBenchmarks,
  webgpu: webgpuBenchmarks,
  lab: labBenchmarks,
  sizes: sizeBenchmarks,
};

const USAGE = `npm run bench [-- [--json] [GROUP…]], with the groups ${Object.keys(GROUPS).join(', ')}; all without one.`;

const { values, positionals } = argumentsOrUsage();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = positionals.filter((name) => !(name in GROUPS));
if (unknown.length > 0) refuse(`There is no benchmark group ${unknown.join(', ')}.`);

if (!values.json)
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`);
const all: (BenchmarkRow & { group: string })[] = [];
for (const [group, run] of Object.entries(GROUPS)) {
  if (positionals.length > 0 && !positionals.includes(group)) continue;
  const rows = await run();
  all.push(...rows.map((row) => ({ group, ...row })));
  if (!values.json) printTable(group, rows);
}
if (values.json) console.log(JSON.stringify(all, null, 2));
process.exit(0);

function argumentsOrUsage() {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    // Only the first sentence of Node's: the rest is about other command lines.
    return refuse(`${(error as Error).message.split('. ')[0]}.`);
  }
}

function refuse(message: string): never {
  console.error(`${message} ${USAGE}`);
  process.exit(2);
}

function printTable(group: string, rows: readonly BenchmarkRow[]) {
  const cells = rows.map((row) => [
    row.name,
    `${Number(row.value.toPrecision(4))} ${row.unit}`,
    row.ratio === undefined ? '' : `${Number(row.ratio.toPrecision(3))} × ${row.against ?? ''}`,
    row.goal ? `goal ${row.goal}` : '',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((row) => row[column]!.length)));
  console.log(`\n${group}`);
  for (const row of cells) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
  }
}
