import * as m from '#words/landscape';
import { formatShort } from '../../../components/format.ts';
import { Slider } from '../../../components/Slider.tsx';
import { fromTravel, TRAVEL, toTravel } from '../../../components/sliderScale.ts';
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
  return (
    <div className={styles.stepSize}>
      <span aria-hidden="true">{m.stepSize()}</span>
      <span aria-hidden="true">{formatShort(value)}</span>
      <Slider
        label={m.stepSize()}
        valueText={formatShort(value)}
        min={0}
        max={TRAVEL}
        step={10}
        at={toTravel(value, STEP_SIZE_LIMITS)}
        onMove={(at) => onChange(fromTravel(at, STEP_SIZE_LIMITS))}
        onCommit={onCommit}
        value={value}
        onScrolledPast={onChange}
      />
    </div>
  );
}
