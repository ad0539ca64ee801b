import { isMeanScaled, METRICS, PROJECTION_IDS } from 'trust-region-layers';
import { useStore } from 'zustand';
import * as m from '#words/learn';
import { BoundSlider } from '../../../components/BoundSlider.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { NumberField } from '../../../components/NumberField.tsx';
import { PROJECTION_METHODS } from '../../../components/projectionMethods.ts';
import { Switch } from '../../../components/Switch.tsx';
import { LAB_LIMITS } from '../../../experiments/lab.ts';
import styles from './FigureControls.module.css';
import { useFigureHand } from './labFigure.ts';
import type { FigureControl } from './labScript.ts';

/** Those of the Lab's controls that a step speaks of. */
export function FigureControls({ shown }: { readonly shown: readonly FigureControl[] }) {
  const { store } = useFigureHand();
  const { lab, change, release } = useStore(store);
  if (shown.length === 0) return null;
  const { alwaysScaled } = METRICS[lab.projection];
  return (
    <div className={styles.controls}>
      {shown.includes('projection') ? (
        <Choice
          label={m.projection()}
          hideLabel
          value={lab.projection}
          onChange={(projection) => change({ projection })}
          options={PROJECTION_IDS.map((value) => ({ value, label: PROJECTION_METHODS[value].name }))}
        />
      ) : null}
      {shown.includes('mean-bound') ? (
        <BoundSlider
          bound="mean"
          value={lab.meanBound}
          onChange={(meanBound) => change({ meanBound }, 'meanBound')}
          onCommit={release}
          {...LAB_LIMITS.meanBound}
        />
      ) : null}
      {shown.includes('covariance-bound') ? (
        <BoundSlider
          bound="covariance"
          value={lab.covarianceBound}
          onChange={(covarianceBound) => change({ covarianceBound }, 'covarianceBound')}
          onCommit={release}
          {...LAB_LIMITS.covarianceBound}
        />
      ) : null}
      {shown.includes('scaled') ? (
        <Switch
          label={
            alwaysScaled
              ? m.alwaysScaled({ projection: PROJECTION_METHODS[lab.projection].name })
              : m.scaled()
          }
          checked={isMeanScaled(METRICS[lab.projection], lab.scaled)}
          disabled={alwaysScaled}
          onChange={(scaled) => change({ scaled })}
        />
      ) : null}
      {shown.includes('floor') && lab.entropyFloor !== null ? (
        <NumberField
          label={m.entropyFloor()}
          value={lab.entropyFloor}
          onChange={(entropyFloor) => change({ entropyFloor }, 'entropyFloor')}
          {...LAB_LIMITS.entropyFloor}
          step={0.1}
          unit={m.nats()}
        />
      ) : null}
    </div>
  );
}
