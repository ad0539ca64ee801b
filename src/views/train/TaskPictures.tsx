import { useCallback, useMemo } from 'react';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { ENVIRONMENTS } from '../../environments/registry.ts';
import { SCENES } from '../../environments/scenes.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from '../../experiments/choices.ts';
import { createRandom } from '../../gaussian/random.ts';
import { useTrainStore } from '../../store/train.ts';
import styles from './TaskPictures.module.css';

/** A seed whose first state makes a telling picture of every task. */
const PICTURE_SEED = 4;

/** The tasks, each as a picture of itself. */
export function TaskPictures() {
  const chosen = useTrainStore((state) => state.configuration.environment);
  const setField = useTrainStore((state) => state.setField);
  return (
    <fieldset className={styles.tasks}>
      <legend className={styles.legend}>Task</legend>
      {ENVIRONMENT_IDS.map((id) => (
        <label key={id} className={styles.task} data-chosen={id === chosen || undefined}>
          <input
            className="visually-hidden"
            type="radio"
            name="task"
            value={id}
            checked={id === chosen}
            onChange={() => setField('environment', id)}
          />
          <span className={styles.picture} aria-hidden="true">
            <TaskPicture id={id} />
          </span>
          <span className={styles.name}>{ENVIRONMENTS[id].name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function TaskPicture({ id }: { readonly id: EnvironmentId }) {
  const state = useMemo(() => {
    const environment = ENVIRONMENTS[id];
    const start = new Float64Array(environment.stateSize);
    environment.reset(start, 0, createRandom(PICTURE_SEED));
    return start;
  }, [id]);
  const frame = useCallback(() => ({ state, action: null }), [state]);
  return (
    <SceneCanvas scene={SCENES[id]} label={ENVIRONMENTS[id].name} frame={frame} playing={false} zoom={0.5} />
  );
}
