import { useEffect } from 'react';
import * as m from '#words/tour';
import { Button } from '../../../../components/Button.tsx';
import { formatFixed } from '../../../../components/format.ts';
import { NumberField } from '../../../../components/NumberField.tsx';
import { useProgress } from '../../../../store/learnProgress.ts';
import { isLive, type TrainRun } from '../../../../store/trainRun.ts';
import { finalReturn } from '../../train/runFacts.ts';
import controls from '../../train/StepControls.module.css';
import { useTrainer } from '../../train/useTrainer.ts';
import { CAR, FOUND_RETURN } from './script.ts';

/** Nats between which a floor makes sense here. */
const LOWEST = -2;
const HIGHEST = 1.4;

/** Where the floor ends, and a run with it. */
export function Floor({
  run,
  name,
  target,
  onTarget,
}: {
  readonly run: TrainRun | null;
  readonly name: string;
  readonly target: number;
  readonly onTarget: (target: number) => void;
}) {
  const complete = useProgress((progress) => progress.complete);
  const { busy, act } = useTrainer();
  const result = finalReturn(run);
  const found = result !== null && result > FOUND_RETURN;
  useEffect(() => {
    if (found) complete('exploration');
  }, [found, complete]);
  const configuration = { ...CAR, entropySchedule: 'linear', targetEntropy: target } as const;
  return (
    <div className={controls.controls}>
      <NumberField
        label={m.floorEnds()}
        value={target}
        onChange={onTarget}
        minimum={LOWEST}
        maximum={HIGHEST}
        step={0.1}
        unit={m.nats()}
      />
      <Button
        variant="primary"
        disabled={busy || isLive(run)}
        onClick={() => act(({ startAside }) => startAside([{ configuration, name }], null))}
      >
        {m.trainWithFloor()}
      </Button>
      <p className={controls.result} role="status">
        {result === null || run === null
          ? ''
          : (found ? m.floorFound : m.floorStill)({
              floor: formatFixed(run.configuration.targetEntropy, 1),
              value: formatFixed(result, 0),
            })}
      </p>
    </div>
  );
}
