import * as m from '#words/tour';
import { BoundSlider } from '../../../../components/BoundSlider.tsx';
import { Choice } from '../../../../components/Choice.tsx';
import { NumberField } from '../../../../components/NumberField.tsx';
import { environmentById } from '../../../../environments/environmentById.ts';
import { LAB_LIMITS } from '../../../../experiments/lab.ts';
import { presetConfiguration } from '../../../../experiments/presets.ts';
import controls from '../../train/StepControls.module.css';
import { OWN_PRESETS, type OwnChoice, type OwnPreset } from './script.ts';

const LARGEST_SEED = 2_147_483_647;

/** The task, how far a step may go, and the luck. */
export function Choose({
  choice,
  onChoose,
}: {
  readonly choice: OwnChoice;
  readonly onChoose: (choice: OwnChoice) => void;
}) {
  return (
    <div className={controls.controls}>
      <Choice<OwnPreset>
        label={m.task()}
        appearance="select"
        value={choice.preset}
        onChange={(preset) => onChoose({ ...choice, preset })}
        options={OWN_PRESETS.map((value) => ({
          value,
          label: environmentById(presetConfiguration(value).environment).name,
        }))}
      />
      <NumberField
        label={m.seed()}
        value={choice.seed}
        onChange={(seed) => onChoose({ ...choice, seed })}
        minimum={0}
        maximum={LARGEST_SEED}
        integer
      />
      <div className={controls.wide}>
        <BoundSlider
          bound="mean"
          value={choice.meanBound}
          onChange={(meanBound) => onChoose({ ...choice, meanBound })}
          {...LAB_LIMITS.meanBound}
        />
      </div>
    </div>
  );
}
