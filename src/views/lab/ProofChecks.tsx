import { useMemo } from 'react';
import type { ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { proveProjection } from '../../proof/projectionProof.ts';
import { Evidence } from './Evidence.tsx';
import { projectionInput } from './evaluate.ts';
import { checksOf, SAMPLES } from './proofChecks.ts';

export interface ProofProps {
  readonly lab: LabConfiguration;
  readonly projection: ProjectionId;
}

export function ProofChecks({ lab, projection }: ProofProps) {
  const subject = useMemo(() => ({ lab, projection }), [lab, projection]);
  return <Evidence subject={subject} prove={prove} />;
}

function prove({ lab, projection }: ProofProps, seed: number) {
  const { specification, proposed, old, bounds } = projectionInput(projection, lab);
  return checksOf(proveProjection(specification, proposed, old, bounds, { seed, samples: SAMPLES }), lab);
}
