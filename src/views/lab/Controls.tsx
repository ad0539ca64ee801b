import { memo } from 'react';
import { isMeanScaled, METRICS, PROJECTION_IDS } from 'trust-region-layers';
import * as m from '#words/lab';
import { BoundSlider } from '../../components/BoundSlider.tsx';
import { Choice } from '../../components/Choice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import { Switch } from '../../components/Switch.tsx';
import { LAB_LIMITS, type LabConfiguration } from '../../experiments/lab.ts';
import styles from './Controls.module.css';

/** What these controls show; a drag changes none of it, so that a drag does not draw them again. */
type Settings = Omit<LabConfiguration, 'old' | 'proposed'>;

export interface ControlsProps extends Settings {
  readonly onChange: (patch: Partial<LabConfiguration>, gesture?: string | null) => void;
  readonly onRelease: () => void;
  /** A floor to start with, nats. */
  readonly suggestFloor: () => number;
}

/** Which projection, how large its region, and the entropy step. */
export const Controls = memo(function Controls({ onChange, onRelease, suggestFloor, ...lab }: ControlsProps) {
  const floor = lab.entropyFloor;
  const { alwaysScaled } = METRICS[lab.projection];
  return (
    <section className={styles.controls} aria-label={m.controls()}>
      <Choice
        label={m.projection()}
        hideLabel
        value={lab.projection}
        onChange={(projection) => onChange({ projection })}
        options={PROJECTION_IDS.map((value) => ({
          value,
          label: PROJECTION_METHODS[value].name,
          description: PROJECTION_METHODS[value].summary,
        }))}
      />
      <BoundSlider
        bound="mean"
        value={lab.meanBound}
        onChange={(meanBound) => onChange({ meanBound }, 'mean-bound')}
        onCommit={onRelease}
        {...LAB_LIMITS.meanBound}
      />
      <BoundSlider
        bound="covariance"
        value={lab.covarianceBound}
        onChange={(covarianceBound) => onChange({ covarianceBound }, 'covariance-bound')}
        onCommit={onRelease}
        {...LAB_LIMITS.covarianceBound}
      />
      <Switch
        term="scaled-metric"
        label={
          alwaysScaled ? m.scaledAlways({ method: PROJECTION_METHODS[lab.projection].name }) : m.scaled()
        }
        checked={isMeanScaled(METRICS[lab.projection], lab.scaled)}
        disabled={alwaysScaled}
        onChange={(scaled) => onChange({ scaled })}
      />
      <div className={styles.entropy}>
        <Switch
          term="entropy-floor"
          label={m.floor()}
          checked={floor !== null}
          onChange={(on) => onChange({ entropyFloor: on ? suggestFloor() : null })}
        />
        {floor === null ? null : (
          <div className={styles.floor}>
            <NumberField
              label={m.floorValue()}
              hideLabel
              value={floor}
              onChange={(entropyFloor) => onChange({ entropyFloor }, 'entropy-floor')}
              {...LAB_LIMITS.entropyFloor}
              step={0.1}
              unit={m.nats()}
            />
            <Choice
              label={m.entropyMode()}
              hideLabel
              appearance="select"
              value={lab.entropyMode}
              onChange={(entropyMode) => onChange({ entropyMode })}
              options={[
                { value: 'inequality', label: m.atLeast() },
                { value: 'equality', label: m.exactly() },
              ]}
            />
            <Choice
              label={m.entropyOrder()}
              hideLabel
              appearance="select"
              value={lab.entropyOrder}
              onChange={(entropyOrder) => onChange({ entropyOrder })}
              options={[
                { value: 'after', label: m.afterLayer() },
                { value: 'before', label: m.beforeLayer() },
              ]}
            />
          </div>
        )}
      </div>
    </section>
  );
});
