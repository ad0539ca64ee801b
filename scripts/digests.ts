/**
 * `npm run digests`: writes test/fixtures/digests.json anew, the numbers to which Node, Chromium and Firefox are held. For
 * changes that are meant to change the numbers of a run; the commit says why they do.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { computeDigests, type Digests } from '../test/support/digests.ts';

const path = fileURLToPath(new URL('../test/fixtures/digests.json', import.meta.url));

/** Every digest under a name of its own. */
function named({ functions, environments, runs }: Digests): Map<string, string> {
  return new Map([
    ...Object.entries(functions),
    ...Object.entries(environments),
    ...runs.map(({ name, parameters, metrics }) => [name, `${parameters} ${metrics}`] as const),
  ]);
}

const digests = await computeDigests();
const before = named(read());
const changed = [...named(digests)].filter(([name, digest]) => before.get(name) !== digest);
writeFileSync(path, `${JSON.stringify(digests, null, 2)}\n`);
console.log(
  changed.length === 0 ? 'Nothing changed.' : `Changed: ${changed.map(([name]) => name).join('; ')}.`,
);

function read(): Digests {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Digests;
  } catch {
    return { functions: {}, environments: {}, runs: [] };
  }
}
