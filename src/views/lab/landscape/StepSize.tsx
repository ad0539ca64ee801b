import * as Slider from 'radix-ui/slider';
import * as m from '#words/landscape';
import { formatShort } from '../../../components/format.ts';
import sliderStyles from '../../../components/Slider.module.css';
import { fromTravel, type SliderScale, TRAVEL, toTravel } from '../../../components/sliderScale.ts';
import styles from './LandscapePanel.module.css';

const STEP_SIZES: SliderScale = { minimum: 0.25, maximum: 16 };

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
  return (
    <div className={styles.stepSize}>
      <span aria-hidden="true">{m.stepSize()}</span>
      <span aria-hidden="true">{formatShort(value)}</span>
      <Slider.Root
        className={sliderStyles.slider}
        min={0}
        max={TRAVEL}
        step={10}
        value={[toTravel(value, STEP_SIZES)]}
        onValueChange={([position]) => onChange(fromTravel(position ?? 0, STEP_SIZES))}
        onValueCommit={onCommit}
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
