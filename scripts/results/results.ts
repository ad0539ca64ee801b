/**
 * `npm run results`: trains every method on every task with the command line and writes docs/results.md. Results are
 * kept in .cache/results, so that an interrupted command goes on where it stopped. `--task ID` (may be repeated) writes the
 * sections of some tasks anew and leaves the others; `--seeds N` and `--method ID` run a part of it and print instead of
 * writing.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isDiscrete } from '../../src/environments/environment.ts';
import { environmentById } from '../../src/environments/environmentById.ts';
import { isOnTask } from '../../src/experiments/comparison/methods.ts';
import { ENVIRONMENT_PRESETS, presetConfiguration } from '../../src/experiments/presets.ts';
import { overallSection, resultsHead, type Section, taskSection } from './document.ts';
import { METHODS, methodsOn, TASKS } from './plan.ts';
import { commandFor, resultOf } from './runs.ts';
import { pageOf, sectionsOf } from './sections.ts';
import { sourceFingerprint } from './source.ts';

const SEEDS = 5;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: String(SEEDS) },
    task: { type: 'string', multiple: true },
    method: { type: 'string', multiple: true },
    source: { type: 'string' },
  },
});
const seeds = Number(values.seeds);
if (!(Number.isInteger(seeds) && seeds >= 1))
  fail(`--seeds must be a whole number above 0, got ${values.seeds}`);
const tasks = chosen('task', values.task, TASKS, (task) => task.environment);
const methods = chosen('method', values.method, METHODS, (method) => method.id);

/** Results are kept by the code that made them; `--source` names it, where the results of a certain commit are wanted. */
const source = values.source ?? (await sourceFingerprint());

const sections: Section[] = [];
for (const task of tasks) {
  const rows = [];
  for (const method of methodsOn(task, methods)) {
    if (!isOnTask(method.id, task.environment)) continue;
    process.stderr.write(`${task.environment}, ${method.title} … `);
    const settings = { ...method.settingsOn(task.environment), ...task.settings?.[method.id] };
    const command = commandFor(task.environment, settings, seeds, task.steps);
    const { head } = presetConfiguration(ENVIRONMENT_PRESETS[task.environment]);
    // For diagonal covariances Bures is W2, to the bit: the same run need not be trained twice.
    const twin = settings.projection === 'bures' && head === 'diagonal';
    const trained = twin ? command.map((word) => (word === 'bures' ? 'w2' : word)) : command;
    const result = { ...(await resultOf(trained, source)), command };
    process.stderr.write(`${result.seconds.toFixed(0)} s of training\n`);
    rows.push({ method, result });
  }
  sections.push({ task, environment: environmentById(task.environment), rows });
}

/** Tasks that have the same methods are also told of together. */
const KINDS = [
  { heading: 'All tasks with continuous actions together', discrete: false },
  { heading: 'All tasks with discrete actions together', discrete: true },
];
const headings = [
  ...TASKS.map(({ environment }) => environmentById(environment).name),
  ...KINDS.map(({ heading }) => heading),
];
const version = source.slice(0, 12);
const made = new Map(sections.map((section) => [section.environment.name, taskSection(section, version)]));
for (const { heading, discrete } of KINDS) {
  const kind = ({ environment }: Section) => isDiscrete(environment.actionSpace) === discrete;
  const own = sections.filter(kind);
  const all = TASKS.filter(
    ({ environment }) => isDiscrete(environmentById(environment).actionSpace) === discrete,
  );
  if (own.length === all.length && own.length > 1) made.set(heading, overallSection(own));
}

const file = join(ROOT, 'docs', 'results.md');
if (seeds === SEEDS && methods.length === METHODS.length) {
  const before = sectionsOf(await readFile(file, 'utf8'));
  await writeFile(file, pageOf(resultsHead(seeds), headings, new Map([...before, ...made])));
} else process.stdout.write(pageOf(resultsHead(seeds), headings, made));

function chosen<T>(
  flag: string,
  names: string[] | undefined,
  all: readonly T[],
  nameOf: (one: T) => string,
): readonly T[] {
  const unknown = names?.filter((name) => !all.some((one) => nameOf(one) === name)) ?? [];
  if (unknown.length > 0) {
    fail(`there is no ${flag} ${unknown.join(', ')}; there are ${all.map(nameOf).join(', ')}`);
  }
  return names === undefined ? all : all.filter((one) => names.includes(nameOf(one)));
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
