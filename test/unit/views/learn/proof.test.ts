import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReferenceCase } from '../../../../src/proof/references.ts';
import { EVIDENCE, type Evidence, gatherEvidence } from '../../../../src/views/learn/proof/evidence.ts';
import { proofReferences } from '../../../support/proofReferences.ts';
import { proofRuns } from '../../../support/proofRuns.ts';

function last(all: readonly Evidence[], kind: string): Evidence {
  return all.findLast((one) => one.kind === kind)!;
}

describe('the evidence', () => {
  const references = proofReferences();

  it('holds, all of it', () => {
    const all = [...gatherEvidence(1, references)];
    for (const kind of EVIDENCE) {
      const { cases, failures, of } = last(all, kind);
      expect([kind, cases, failures]).toEqual([kind, of, 0]);
      expect(of).toBeGreaterThan(20);
    }
  });

  it('tells what does not hold', () => {
    const wrong = references.map((one, i): ReferenceCase => {
      const { mean, factor } = one.projected;
      return i % 2 === 0 ? one : { ...one, projected: { mean: mean.map((x) => x + 1e-3), factor } };
    });
    const all = [...gatherEvidence(1, wrong)].filter(({ kind }) => kind === 'solved' || kind === 'published');
    expect(last(all, 'solved').failures + last(all, 'published').failures).toBe(references.length / 2);
    expect(last(all, 'solved').worst).toBeGreaterThan(1e-4);
  });
});

describe('the runs that the page trains again', () => {
  it('are those of the digests', () => {
    const path = new URL('../../../../src/views/learn/proof/recordedRuns.json', import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(proofRuns());
  });
});
