import { lazy, Suspense } from 'react';
import type { ProjectionId } from 'trust-region-layers';
import * as m from '#words/lab';
import { Disclosure } from '../../components/Disclosure.tsx';
import type { LabConfiguration } from '../../experiments/lab.ts';

export interface ProofProps {
  readonly lab: LabConfiguration;
  readonly projection: ProjectionId;
}

const Checks = lazy(() => import('./ProofChecks.tsx').then(({ ProofChecks }) => ({ default: ProofChecks })));

/** Checks of the projection in sight that do not trust the code that made it; loaded and computed while open only. */
export function Proof(props: ProofProps) {
  return (
    <Disclosure title={m.proof()}>
      <Suspense fallback={<p className="quiet">{m.checking()}</p>}>
        <Checks {...props} />
      </Suspense>
    </Disclosure>
  );
}
