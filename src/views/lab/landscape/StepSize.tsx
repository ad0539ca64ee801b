import * as Slider from 'radix-ui/slider';
import * as m from '#words/landscape';
import { formatShort } from '../../../components/format.ts';
import sliderStyles from '../../../components/Slider.module.css';
import { fromTravel, TRAVEL, toTravel } from '../../../components/sliderScale.ts';
import { useScrollPast } from '../../../components/useScrollPast.ts';
import { STEP_SIZE_LIMITS } from '../../../experiments/lookOptions.ts';
import styles from './LandscapePanel.module.css';

/** How large the gradient step is that proposals are made with. */
export function StepSize({
  value,
  onChange,
  onCommit,
}: {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly onCommit: () => void;
}) {
  const scrollPast = useScrollPast(value, (before) => {
    onChange(before);
    onCommit();
  });
  return (
    <div className={styles.stepSize}>
      <span aria-hidden="true">{m.stepSize()}</span>
      <span aria-hidden="true">{formatShort(value)}</span>
      <Slider.Root
        className={sliderStyles.slider}
        min={0}
        max={TRAVEL}
        step={10}
        value={[toTravel(value, STEP_SIZE_LIMITS)]}
        onValueChange={([position]) => onChange(fromTravel(position ?? 0, STEP_SIZE_LIMITS))}
        onValueCommit={onCommit}
        {...scrollPast}
      >
        <Slider.Track className={sliderStyles.track}>
          <Slider.Range className={sliderStyles.range} />
        </Slider.Track>
        <Slider.Thumb
          className={sliderStyles.thumb}
          aria-label={m.stepSize()}
          aria-valuetext={formatShort(value)}
        />
      </Slider.Root>
    </div>
  );
}
