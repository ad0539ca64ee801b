import { memo } from 'react';
import * as m from '#words/approximations';
import { formatShort } from '../../../components/format.ts';
import { Slider } from '../../../components/Slider.tsx';
import { fromTravel, TRAVEL, toTravel } from '../../../components/sliderScale.ts';
import { AVERAGE_BOUND_LIMITS } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import styles from './parts.module.css';

const setBound = (averageBound: number) => useLookOptions.setState({ averageBound });

/** The bound that TRPO and PAPI have on an average KL: one for both. */
export const BoundControl = memo(function BoundControl() {
  const bound = useLookOptions((options) => options.averageBound);
  return (
    <div className={styles.control}>
      <span aria-hidden="true">
        {m.bound()} <b>{formatShort(bound)}</b>
      </span>
      <Slider
        label={m.bound()}
        valueText={formatShort(bound)}
        min={0}
        max={TRAVEL}
        step={5}
        at={toTravel(bound, AVERAGE_BOUND_LIMITS)}
        onMove={(at) => setBound(fromTravel(at, AVERAGE_BOUND_LIMITS))}
        value={bound}
        onScrolledPast={setBound}
      />
    </div>
  );
});
