import { lazy, Suspense } from 'react';
import * as m from '#words/lab';
import { Disclosure } from '../../components/Disclosure.tsx';
import type { ProofProps } from './ProofChecks.tsx';

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
