import * as m from '#words/tour';
import { Button } from '../../../../components/Button.tsx';
import { isLive } from '../../../../store/trainRun.ts';
import { useFollowedRuns } from '../../train/reading.tsx';
import controls from '../../train/StepControls.module.css';
import { useTrainer } from '../../train/useTrainer.ts';
import type { OwnSide } from './script.ts';

/** Characters of a digest that one compares by eye. */
const SHOWN = 16;

/** Trains the same recipe a second time, in new workers, and holds the digests side by side. */
export function Again({ name }: { readonly name: string }) {
  const { own, again } = useFollowedRuns<OwnSide>();
  const { busy, act } = useTrainer();
  if (own?.finished == null) return <p className={controls.hint}>{m.againFirst()}</p>;
  const digests = [own.finished.digest, again?.finished?.digest];
  return (
    <div className={controls.controls}>
      <Button
        disabled={busy || isLive(again)}
        onClick={() =>
          act(({ startAside }) => startAside([{ configuration: own.configuration, name }], null))
        }
      >
        {isLive(again) ? m.trainingAgain() : m.trainAgain()}
      </Button>
      <p className={controls.digest}>
        {m.first()} <code>{digests[0]?.slice(0, SHOWN)}…</code>
        <br />
        {m.second()} <code>{digests[1] === undefined ? '–' : `${digests[1].slice(0, SHOWN)}…`}</code>
      </p>
    </div>
  );
}
