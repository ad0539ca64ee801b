import { useState } from 'react';
import * as m from '#words/tour';
import { Button } from '../../../../components/Button.tsx';
import { useProgress } from '../../../../store/learnProgress.ts';
import { useNotices } from '../../../../store/notices.ts';
import { addressOf } from '../../../../store/route.ts';
import type { TrainRun } from '../../../../store/trainRun.ts';
import { runLink } from '../../../train/trainLinks.ts';
import controls from '../../train/StepControls.module.css';

/** Copies the link that trains a run again, to its last iteration; that is what the chapter is for. */
export default function CopyLink({ run }: { readonly run: TrainRun }) {
  const [copied, setCopied] = useState<string | null>(null);
  const address = addressOf(
    runLink(run, { layout: 'instrument', overlay: null, member: 0, actionPair: [0, 1] }),
  );
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
    <>
      <Button variant="primary" onClick={copy}>
        {m.copyLink()}
      </Button>
      <p className={controls.result} role="status">
        {copied === address ? m.copied() : ''}
      </p>
    </>
  );
}
