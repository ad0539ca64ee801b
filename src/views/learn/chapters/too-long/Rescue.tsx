import { useEffect, useState } from 'react';
import * as m from '#words/tour';
import { Button } from '../../../../components/Button.tsx';
import { formatFixed } from '../../../../components/format.ts';
import { NumberField } from '../../../../components/NumberField.tsx';
import { useProgress } from '../../../../store/learnProgress.ts';
import type { TrainRun } from '../../../../store/trainRun.ts';
import { useTrainReading } from '../../train/reading.tsx';
import { bestReturn, finalReturn } from '../../train/runFacts.ts';
import controls from '../../train/StepControls.module.css';
import { useTrainer } from '../../train/useTrainer.ts';
import { LAYER, SAVED_RETURN, type TooLongSide } from './script.ts';

/** Goes back to an iteration of the run that nothing held, and on from there behind a layer. */
export function Rescue({ rescued, name }: { readonly rescued: TrainRun | null; readonly name: string }) {
  const { free } = useTrainReading<TooLongSide>();
  const complete = useProgress((progress) => progress.complete);
  const [chosen, choose] = useState<number | null>(null);
  const { busy, act } = useTrainer();
  const result = finalReturn(rescued);
  const saved = result !== null && result >= SAVED_RETURN;
  useEffect(() => {
    if (saved) complete('too-long');
  }, [saved, complete]);

  const over = free?.finished?.iteration ?? null;
  if (free === null || over === null) return <p className={controls.hint}>{m.rescueFirst()}</p>;
  // Where everybody would begin: at its best.
  const iteration = chosen ?? bestReturn(free)?.iteration ?? 1;
  const go = () => act(({ forkAside }) => forkAside(free.id, iteration, { name, changes: LAYER }, null));
  return (
    <div className={controls.controls}>
      <NumberField
        label={m.rescueFrom()}
        value={iteration}
        onChange={choose}
        minimum={1}
        maximum={over - 1}
        step={4}
        integer
      />
      <Button variant="primary" disabled={busy} onClick={go}>
        {m.rescue()}
      </Button>
      <p className={controls.result} role="status">
        {result === null || rescued === null
          ? ''
          : (saved ? m.rescued : m.notRescued)({
              iteration: String(rescued.origin?.iteration ?? ''),
              value: formatFixed(result, 0),
            })}
      </p>
    </div>
  );
}
