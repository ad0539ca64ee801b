import * as Slider from 'radix-ui/slider';
import { memo } from 'react';
import * as m from '#words/approximations';
import { formatShort } from '../../../components/format.ts';
import sliderStyles from '../../../components/Slider.module.css';
import { fromTravel, TRAVEL, toTravel } from '../../../components/sliderScale.ts';
import { useScrollPast } from '../../../components/useScrollPast.ts';
import { AVERAGE_BOUND_LIMITS } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import styles from './parts.module.css';

/** The bound that TRPO and PAPI have on an average KL: one for both. */
export const BoundControl = memo(function BoundControl() {
  const bound = useLookOptions((options) => options.averageBound);
  const scrollPast = useScrollPast(bound, (before) => useLookOptions.setState({ averageBound: before }));
  return (
    <div className={styles.control}>
      <span aria-hidden="true">
        {m.bound()} <b>{formatShort(bound)}</b>
      </span>
      <Slider.Root
        className={sliderStyles.slider}
        min={0}
        max={TRAVEL}
        step={5}
        value={[toTravel(bound, AVERAGE_BOUND_LIMITS)]}
        onValueChange={([position]) =>
          useLookOptions.setState({ averageBound: fromTravel(position ?? 0, AVERAGE_BOUND_LIMITS) })
        }
        {...scrollPast}
      >
        <Slider.Track className={sliderStyles.track}>
          <Slider.Range className={sliderStyles.range} />
        </Slider.Track>
        <Slider.Thumb
          className={sliderStyles.thumb}
          aria-label={m.bound()}
          aria-valuetext={formatShort(bound)}
        />
      </Slider.Root>
    </div>
  );
});
