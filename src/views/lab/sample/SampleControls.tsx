import { memo } from 'react';
import * as m from '#words/sample';
import { Choice } from '../../../components/Choice.tsx';
import { formatFixed } from '../../../components/format.ts';
import { Slider } from '../../../components/Slider.tsx';
import { CLIP_LIMITS } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import styles from './SampleControls.module.css';

/** Whether the sample was better than expected. */
export const AdvantageChoice = memo(function AdvantageChoice() {
  const advantage = useLookOptions((options) => options.advantage);
  return (
    <Choice
      label={m.was()}
      value={advantage}
      onChange={(next) => useLookOptions.setState({ advantage: next })}
      options={[
        { value: 'better', label: m.betterShort() },
        { value: 'worse', label: m.worseLong() },
      ]}
    />
  );
});

const setClip = (clip: number) => useLookOptions.setState({ clip });

/** PPO's c, the same for all closer looks. */
export const ClipSlider = memo(function ClipSlider() {
  const clip = useLookOptions((options) => options.clip);
  return (
    <div className={styles.clip}>
      <span className={styles.name} aria-hidden="true">
        {m.clip()} <b>{formatFixed(clip)}</b>
      </span>
      <Slider
        label={m.clip()}
        valueText={m.clipReading({
          clip: formatFixed(clip),
          low: formatFixed(1 - clip),
          high: formatFixed(1 + clip),
        })}
        {...{ min: CLIP_LIMITS.minimum, max: CLIP_LIMITS.maximum, step: 0.01 }}
        at={clip}
        onMove={setClip}
        value={clip}
        onScrolledPast={setClip}
      />
    </div>
  );
});
