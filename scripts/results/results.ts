/**
 * `npm run results`: trains every method on every task with the command line and writes docs/results.md. Results are
 * kept in .cache/results, so that an interrupted command goes on where it stopped. `--seeds N`, `--task ID`,
 * `--method ID` (both may be repeated) run a part of it and print instead of writing.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environmentById } from '../../src/environments/environmentById.ts';
import { isOnTask } from '../../src/experiments/comparison/methods.ts';
import { ENVIRONMENT_PRESETS, presetConfiguration } from '../../src/experiments/presets.ts';
import { resultsDocument, type Section } from './document.ts';
import { METHODS, TASKS } from './plan.ts';
import { commandFor, resultOf } from './runs.ts';
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
  for (const method of methods) {
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

const document = resultsDocument(sections, seeds, source.slice(0, 12));
const whole = seeds === SEEDS && tasks.length === TASKS.length && methods.length === METHODS.length;
if (whole) await writeFile(join(ROOT, 'docs', 'results.md'), document);
else process.stdout.write(document);

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
