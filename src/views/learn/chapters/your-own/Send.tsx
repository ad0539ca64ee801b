import { lazy, Suspense } from 'react';
import * as m from '#words/tour';
import { Button } from '../../../../components/Button.tsx';
import { useTrainReading } from '../../train/reading.tsx';
import controls from '../../train/StepControls.module.css';
import type { OwnSide } from './script.ts';

/** What writes links to runs; there is none before one is over. */
const CopyLink = lazy(() => import('./CopyLink.tsx'));

/** The run that is over: the link to it, and its digest. */
export function Send() {
  const { own } = useTrainReading<OwnSide>();
  const digest = own?.finished?.digest;
  if (own === null || digest === undefined) return <p className={controls.hint}>{m.sendFirst()}</p>;
  return (
    <div className={controls.controls}>
      <Suspense
        fallback={
          <Button variant="primary" disabled>
            {m.copyLink()}
          </Button>
        }
      >
        <CopyLink run={own} />
      </Suspense>
      <p className={controls.digest}>
        {m.digest()} <code>{digest}</code>
      </p>
    </div>
  );
}
