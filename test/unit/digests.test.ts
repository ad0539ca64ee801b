import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeDigests, type Digests } from '../support/digests.ts';

const path = fileURLToPath(new URL('../fixtures/digests.json', import.meta.url));
const MEANT = 'if the numbers were meant to change: npm run digests';

describe('the numbers of runs', () => {
  const recorded = JSON.parse(readFileSync(path, 'utf8')) as Digests;
  let digests: Digests;
  beforeAll(async () => {
    digests = await computeDigests();
  }, 180_000);

  it('are those recorded, from the elementary functions up', () => {
    expect(digests.functions, MEANT).toEqual(recorded.functions);
    expect(digests.environments, MEANT).toEqual(recorded.environments);
    expect(digests.runs, MEANT).toEqual(recorded.runs);
  });

  it('are the same again in the same process, where all is compiled and no memory is fresh', async () => {
    expect(await computeDigests()).toEqual(digests);
  }, 180_000);

  it('are different ones for different runs', () => {
    const twins = recorded.runs.flatMap((run, i) =>
      recorded.runs
        .slice(i + 1)
        .filter(({ parameters }) => parameters === run.parameters)
        .map(({ name }) => `${run.name} = ${name}`),
    );
    // Of diagonal covariances the exact Wasserstein distance is the commuting one.
    expect(twins).toEqual(['trpl, w2, diagonal = trpl, bures, diagonal']);
  });
});
