/**
 * `npm run proof-references`: writes anew what the page checks itself against: src/proof/references.json, recorded projections, and
 * src/views/learn/proof/recordedRuns.json, runs with their digests.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { proofReferences } from '../test/support/proofReferences.ts';
import { proofRuns } from '../test/support/proofRuns.ts';

function write(path: string, content: unknown): void {
  writeFileSync(fileURLToPath(new URL(path, import.meta.url)), `${JSON.stringify(content)}\n`);
}

write('../src/proof/references.json', proofReferences());
write('../src/views/learn/proof/recordedRuns.json', proofRuns());
