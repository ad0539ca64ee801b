/** `npm run proof-references`: writes src/proof/references.json, the recorded projections that the page checks itself against. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { proofReferences } from '../test/support/proofReferences.ts';

const path = fileURLToPath(new URL('../src/proof/references.json', import.meta.url));
writeFileSync(path, `${JSON.stringify(proofReferences())}\n`);
