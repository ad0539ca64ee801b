import { writeFile } from 'node:fs/promises';
import { createEngine } from '../src/engines/createEngine.ts';
import { environmentById } from '../src/environments/environmentById.ts';
import { train } from '../src/trainer/trainer.ts';
import { TROUBLE_RUNS, troubleRow, troubleRunConfiguration } from '../test/support/troubleRuns.ts';

/** Writes the recorded runs on which the watch for troubles is tested: `npm run troubles`. Takes some minutes. */
const recorded: Record<string, readonly (number | null)[][]> = {};
for (const run of TROUBLE_RUNS) {
  const configuration = troubleRunConfiguration(run);
  const events = train(
    configuration,
    environmentById(configuration.environment),
    (specification, start) => createEngine('simd', specification, start),
    { pace: async () => {}, seconds: () => 0 },
  );
  const rows: (number | null)[][] = [];
  for await (const event of events)
    if (event.type === 'iteration') rows.push(troubleRow(event.members[0]!.metrics));
  recorded[run.name] = rows;
  console.log(`${run.name}: ${rows.length} iterations`);
}
const lines = Object.entries(recorded).map(
  ([name, rows]) => `  ${JSON.stringify(name)}: ${JSON.stringify(rows)}`,
);
await writeFile(
  new URL('../test/fixtures/troubleRuns.json', import.meta.url),
  `{\n${lines.join(',\n')}\n}\n`,
);
