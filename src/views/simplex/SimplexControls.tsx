import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import * as m from '#words/simplex';
import { BoundSlider } from '../../components/BoundSlider.tsx';
import { Choice } from '../../components/Choice.tsx';
import { CATEGORICAL_METHODS } from '../../components/categoricalMethods.ts';
import { NumberField } from '../../components/NumberField.tsx';
import { Switch } from '../../components/Switch.tsx';
import { highestFloor, SIMPLEX_LIMITS, type SimplexConfiguration } from '../../experiments/simplex.ts';
import styles from './SimplexControls.module.css';

export interface SimplexControlsProps {
  readonly simplex: SimplexConfiguration;
  readonly onChange: (patch: Partial<SimplexConfiguration>, gesture?: string | null) => void;
  readonly onRelease: () => void;
  /** A floor to start with, nats. */
  readonly suggestFloor: () => number;
}

/** Which metric, how large its region, and the entropy floor. */
export function SimplexControls({ simplex, onChange, onRelease, suggestFloor }: SimplexControlsProps) {
  const { metric, bound, entropyFloor: floor } = simplex;
  return (
    <section className={styles.controls} aria-label={m.controls()}>
      <Choice
        label={m.metric()}
        hideLabel
        value={metric}
        onChange={(next) => onChange({ metric: next })}
        options={CATEGORICAL_METRIC_IDS.map((value) => ({
          value,
          label: CATEGORICAL_METHODS[value].name,
          description: CATEGORICAL_METHODS[value].summary,
        }))}
      />
      <BoundSlider
        bound="distance"
        value={bound}
        onChange={(next) => onChange({ bound: next }, 'bound')}
        onCommit={onRelease}
        {...SIMPLEX_LIMITS.bound}
      />
      <div className={styles.entropy}>
        <Switch
          term="entropy-floor"
          label={m.floor()}
          checked={floor !== null}
          onChange={(on) => onChange({ entropyFloor: on ? suggestFloor() : null })}
        />
        {floor === null ? null : (
          <NumberField
            label={m.floorValue()}
            hideLabel
            value={floor}
            onChange={(entropyFloor) => onChange({ entropyFloor }, 'floor')}
            minimum={SIMPLEX_LIMITS.entropyFloor.minimum}
            maximum={highestFloor(simplex.old.length)}
            step={0.05}
            unit={m.nats()}
          />
        )}
      </div>
    </section>
  );
}
