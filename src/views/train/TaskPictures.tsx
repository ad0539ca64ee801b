import { useCallback, useMemo, useState } from 'react';
import * as m from '#words/train';
import { Choice } from '../../components/Choice.tsx';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { isDiscrete } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { SCENES } from '../../environments/scenes.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from '../../experiments/choices.ts';
import { hasDiscreteActions } from '../../experiments/layers.ts';
import { createRandom } from '../../random/random.ts';
import { useTrainStore } from '../../store/train.ts';
import styles from './TaskPictures.module.css';

/** A seed whose first state and goal make a telling picture of every task. */
const PICTURE_SEED = 4;

/** The tasks of one kind of actions, each as a picture of itself; the kind of the task that is chosen at first. */
export function TaskPictures() {
  const chosen = useTrainStore((state) => state.configuration.environment);
  const setField = useTrainStore((state) => state.setField);
  const kindOf = (id: EnvironmentId): Kind => (hasDiscreteActions(id) ? 'discrete' : 'continuous');
  // What a hand has turned to, for as long as the same task is chosen.
  const [turned, setTurned] = useState<{ readonly at: EnvironmentId; readonly kind: Kind } | null>(null);
  const kind = turned?.at === chosen ? turned.kind : kindOf(chosen);
  return (
    <fieldset className={styles.tasks}>
      <legend className="visually-hidden">{m.task()}</legend>
      <div className={styles.head}>
        <span aria-hidden="true">{m.task()}</span>
        <Choice
          label={m.actionKinds()}
          hideLabel
          value={kind}
          onChange={(next) => setTurned({ at: chosen, kind: next })}
          options={[
            { value: 'continuous', label: m.continuousActions() },
            { value: 'discrete', label: m.discreteActions() },
          ]}
        />
      </div>
      {ENVIRONMENT_IDS.filter((id) => kindOf(id) === kind).map((id) => (
        <label key={id} className={styles.task} data-chosen={id === chosen || undefined}>
          <input
            className="visually-hidden"
            type="radio"
            // not words: a group
            name="task"
            value={id}
            checked={id === chosen}
            onChange={() => setField('environment', id)}
          />
          <span className={styles.picture} aria-hidden="true">
            <TaskPicture id={id} />
          </span>
          <span className={styles.name}>{environmentById(id).name}</span>
        </label>
      ))}
    </fieldset>
  );
}

type Kind = 'continuous' | 'discrete';

function TaskPicture({ id }: { readonly id: EnvironmentId }) {
  const state = useMemo(() => pictureState(id), [id]);
  const frame = useCallback(() => ({ state, action: null }), [state]);
  return (
    <SceneCanvas
      scene={SCENES[id]}
      label={environmentById(id).name}
      frame={frame}
      playing={false}
      zoom={0.45}
    />
  );
}

/** What the picture shows: a start of the task, a few moments on. */
function pictureState(id: EnvironmentId): Float64Array {
  const environment = environmentById(id);
  const state = new Float64Array(environment.stateSize);
  environment.reset(state, 0, createRandom(PICTURE_SEED));
  const play = SCENES[id].still;
  const { actionSpace } = environment;
  const action = isDiscrete(actionSpace)
    ? play.action
    : actionSpace.high.map((high, i) => play.action[i]! * high);
  const outcome = {
    reward: new Float64Array(1),
    terminated: new Uint8Array(1),
    truncated: new Uint8Array(1),
  };
  for (let step = 0; step < play.steps; step++) {
    environment.step(state, action, Int32Array.of(step), outcome, 1);
  }
  return state;
}
