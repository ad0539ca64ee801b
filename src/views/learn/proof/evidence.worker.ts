import references from '../../../proof/references.json';
import type { ReferenceCase } from '../../../proof/references.ts';
import { type EvidenceRequest, gatherEvidence } from './evidence.ts';

/** Told as often as one can see it. */
const TELL_MILLISECONDS = 50;

addEventListener('message', ({ data: { seed } }: MessageEvent<EvidenceRequest>) => {
  let told = 0;
  for (const evidence of gatherEvidence(seed, references as unknown as readonly ReferenceCase[])) {
    const now = performance.now();
    if (evidence.cases < evidence.of && now - told < TELL_MILLISECONDS) continue;
    told = now;
    postMessage(evidence);
  }
});
