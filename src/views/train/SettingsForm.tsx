import { METRICS, type ProjectionId } from 'trust-region-layers';
import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { ALGORITHMS } from '../../algorithms/registry.ts';
import { BoundSlider } from '../../components/BoundSlider.tsx';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { classNames } from '../../components/classNames.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { inReadingOrder } from '../../components/readingOrder.ts';
import { runLayer } from '../../components/runMethod.ts';
import { Switch } from '../../components/Switch.tsx';
import { changedFields } from '../../experiments/changedFields.ts';
import { RUN_FIELDS, type RunConfiguration, type RunFieldName } from '../../experiments/fields.ts';
import { isOfTask } from '../../experiments/idleFields.ts';
import { hasDiscreteActions, layerOf, layerSettings, layersOn } from '../../experiments/layers.ts';
import { runDifference } from '../../experiments/names.ts';
import { isPresetId, RUN_PRESETS } from '../../experiments/presets.ts';
import type { FieldGroup, NumberField } from '../../fields/field.ts';
import { useTrainStore } from '../../store/train.ts';
import { baseOf } from '../../store/trainSelection.ts';
import type { TrainStore } from '../../store/trainState.ts';
import { FieldControl } from './FieldControl.tsx';
import { PauseOnTrouble } from './PauseOnTrouble.tsx';
import styles from './SettingsForm.module.css';
import { TaskPictures } from './TaskPictures.tsx';
import { TimeLimit } from './TimeLimit.tsx';

/** Fields in sight; every other one is folded away under its group. */
const IN_SIGHT: readonly RunFieldName[] = [
  'environment',
  'algorithm',
  'projection',
  'categoricalProjection',
  'scaled',
  'meanBound',
  'covarianceBound',
  'categoricalBound',
  'seeds',
];

const GROUPS: readonly { readonly group: FieldGroup; readonly title: () => string }[] = [
  { group: 'bounds', title: m.groupBounds },
  { group: 'entropy', title: m.groupEntropy },
  { group: 'policy', title: m.groupPolicy },
  { group: 'rollout', title: m.groupRollout },
  { group: 'update', title: m.groupUpdate },
  { group: 'run', title: m.groupRun },
];

const algorithmOptions = () =>
  inReadingOrder(ALGORITHMS, ({ id }) => id).map(({ id, label, summary }) => ({
    value: id,
    label,
    description: summary,
  }));

const layers = (configuration: RunConfiguration) =>
  layersOn(configuration.environment).map((value) => ({
    value,
    label: runLayer({ ...configuration, ...layerSettings(value, configuration.environment) }).label,
  }));

/** Everything a run is made of. */
export function SettingsForm() {
  return (
    <div className={styles.form}>
      <TaskPictures />
      <PresetChoice />
      <Method />
      {BOUNDS.map((one) => (
        <Bound key={one.bound} {...one} />
      ))}
      {/* not words: a setting */}
      <FieldControl name="seeds" />
      <div className={styles.groups}>
        {GROUPS.map(({ group, title }) => (
          <Group key={group} group={group} title={title()} />
        ))}
      </div>
      <ResetAll />
    </div>
  );
}

function PresetChoice() {
  const environment = useTrainStore((state) => state.configuration.environment);
  const preset = useTrainStore((state) => state.preset);
  const choosePreset = useTrainStore((state) => state.choosePreset);
  const changes = useTrainStore(changesFromPreset);
  const presets = RUN_PRESETS.filter((one) => one.layer.environment === environment);
  const chosen = preset ?? presets[0]!.id;
  return (
    <div className={classNames(styles.preset, changes === '' && styles.short)}>
      <Choice
        label={m.startFrom()}
        appearance="select"
        value={chosen}
        onChange={(id) => isPresetId(id) && choosePreset(id)}
        options={presets.map(({ id, title, caption }) =>
          id === chosen && changes !== ''
            ? { value: id, label: title, description: m.changedList({ changes }) }
            : { value: id, label: title, description: caption },
        )}
      />
    </div>
  );
}

/** What makes the caption of a preset untrue: every setting but seeds and engine that says something else by now. */
function changesFromPreset(state: TrainStore): string {
  const { seeds, engine } = state.configuration;
  return runDifference({ ...baseOf(state), seeds, engine }, state.configuration, 3);
}

function Method() {
  const configuration = useTrainStore((state) => state.configuration);
  const setField = useTrainStore((state) => state.setField);
  const { algorithm, environment, scaled } = configuration;
  const discrete = hasDiscreteActions(environment);
  const layer = layerOf(configuration);
  const choose = (id: typeof layer) => {
    for (const [name, value] of Object.entries(layerSettings(id, environment))) {
      setField(name as 'projection' | 'categoricalProjection', value);
    }
  };
  return (
    <>
      <div className={styles.short}>
        <Choice
          label={m.algorithm()}
          value={algorithm}
          onChange={(value) => setField('algorithm', value)}
          options={algorithmOptions()}
        />
      </div>
      <div className={styles.pair}>
        <Choice
          label={algorithmOf({ algorithm }).layer ? m.projection() : m.driftDistance()}
          value={layer}
          onChange={choose}
          options={layers(configuration)}
        />
        {discrete || METRICS[layer as ProjectionId].alwaysScaled ? null : (
          <Switch label={m.inOldUnits()} checked={scaled} onChange={(value) => setField('scaled', value)} />
        )}
      </div>
    </>
  );
}

const BOUNDS = [
  { bound: 'mean', name: 'meanBound' },
  { bound: 'covariance', name: 'covarianceBound' },
  { bound: 'distance', name: 'categoricalBound' },
] as const;

function Bound({ bound, name }: (typeof BOUNDS)[number]) {
  const { minimum, maximum } = RUN_FIELDS.find((field) => field.name === name) as NumberField;
  const present = useTrainStore((state) => isOfTask(name, state.configuration.environment));
  const value = useTrainStore((state) => state.configuration[name]);
  const applied = useTrainStore((state) => algorithmOf(state.configuration).layer !== null);
  const setField = useTrainStore((state) => state.setField);
  if (!present) return null;
  return (
    <BoundSlider
      {...{ bound, value, minimum, maximum }}
      onChange={(next) => setField(name, next)}
      help={
        applied || bound === 'covariance'
          ? undefined
          : bound === 'mean'
            ? m.onlyMeasured()
            : m.onlyMeasuredOne()
      }
    />
  );
}

function Group({ group, title }: { readonly group: FieldGroup; readonly title: string }) {
  const names = RUN_FIELDS.filter((field) => field.group === group && !IN_SIGHT.includes(field.name)).map(
    (field) => field.name,
  );
  const changed = useTrainStore(
    (state) =>
      changedFields(state.configuration, baseOf(state)).filter((name) => names.includes(name)).length,
  );
  return (
    <Disclosure
      title={
        <>
          {title}
          {changed > 0 ? <span className={styles.changed}>{m.changedCount({ count: changed })}</span> : null}
        </>
      }
    >
      {names.map((name) => (
        <FieldControl key={name} name={name} />
      ))}
      {group === 'run' ? (
        <>
          <TimeLimit />
          <PauseOnTrouble />
        </>
      ) : null}
    </Disclosure>
  );
}

function ResetAll() {
  const changed = useTrainStore(
    (state) => changedFields(state.configuration, baseOf(state)).filter((name) => name !== 'seeds').length,
  );
  const resetAll = useTrainStore((state) => state.resetAll);
  if (changed === 0) return null;
  return <Button onClick={resetAll}>{m.reset({ count: changed })}</Button>;
}
