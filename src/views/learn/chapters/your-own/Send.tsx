import { useState } from 'react';
import * as m from '#words/tour';
import { Button } from '../../../../components/Button.tsx';
import { useProgress } from '../../../../store/learnProgress.ts';
import { useNotices } from '../../../../store/notices.ts';
import { addressOf } from '../../../../store/route.ts';
import type { TrainRun } from '../../../../store/trainRun.ts';
import { runLink } from '../../../train/trainLinks.ts';
import { useTrainReading } from '../../train/reading.tsx';
import controls from '../../train/StepControls.module.css';
import type { OwnSide } from './script.ts';

/** Copies the link to the run that is over; that is what the chapter is for. */
export function Send() {
  const { own } = useTrainReading<OwnSide>();
  const [copied, setCopied] = useState<string | null>(null);
  const digest = own?.finished?.digest;
  if (own === null || digest === undefined) return <p className={controls.hint}>{m.sendFirst()}</p>;
  const address = addressOfRun(own);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(address);
      useProgress.getState().complete('your-own');
    } catch {
      useNotices.getState().post(() => m.noCopying({ address }), 'problem');
    }
  };
  return (
    <div className={controls.controls}>
      <Button variant="primary" onClick={copy}>
        {m.copyLink()}
      </Button>
      <p className={controls.result} role="status">
        {copied === address ? m.copied() : ''}
      </p>
      <p className={controls.digest}>
        {m.digest()} <code>{digest}</code>
      </p>
    </div>
  );
}

/** The link that trains the run again, to its last iteration. */
export function addressOfRun(run: TrainRun): string {
  return addressOf(runLink(run, { layout: 'instrument', overlay: null, member: 0, actionPair: [0, 1] }));
}
