import { useCallback } from 'react';
import * as m from '#words/slow';
import { SceneCanvas } from '../../../components/SceneCanvas.tsx';
import { environmentById } from '../../../environments/environmentById.ts';
import { SCENES } from '../../../environments/scenes.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { DissectedStates } from '../../../trainer/dissection/dissection.ts';
import styles from './StateChoice.module.css';
import { REASONS } from './slowWords.ts';

interface StateChoiceProps {
  readonly configuration: RunConfiguration;
  readonly states: DissectedStates;
  readonly state: number;
  onChange(state: number): void;
}

/** The states that can be looked at, as small pictures of the task. */
export function StateChoice({ configuration, states, state, onChange }: StateChoiceProps) {
  const firstProbe = states.reason.indexOf('probe');
  return (
    <fieldset className={styles.choice}>
      <legend>{m.stateOfBatch()}</legend>
      <div className={styles.states}>
        {states.reason.map((reason, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the states of a dissection stay
            key={index}
            type="button"
            className={styles.state}
            aria-pressed={index === state}
            onClick={() => onChange(index)}
          >
            <StatePicture configuration={configuration} states={states} index={index} />
            <span>
              {reason === 'probe' ? m.probe({ number: index - firstProbe + 1 }) : REASONS[reason]()}
            </span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

interface StatePictureProps extends Pick<StateChoiceProps, 'configuration' | 'states'> {
  readonly index: number;
}

function StatePicture({ configuration, states, index }: StatePictureProps) {
  const { environment } = configuration;
  const { stateSize } = environmentById(environment);
  const frame = useCallback(
    () => ({ state: states.state.subarray(index * stateSize, (index + 1) * stateSize), action: null }),
    [states, index, stateSize],
  );
  return (
    <SceneCanvas
      className={styles.picture}
      scene={SCENES[environment]}
      label={m.taskIn({ number: index + 1 })}
      frame={frame}
      playing={false}
      zoom={0.3}
    />
  );
}
