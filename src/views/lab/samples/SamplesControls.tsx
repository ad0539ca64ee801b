import { memo } from 'react';
import * as m from '#words/samples';
import { formatCount } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { DRAWN_FROM, SAMPLE_COUNTS, WEIGHED } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import levels from './levels.module.css';
import { levelRatio, levelSize, RATIO_LEVELS } from './ratioLevels.ts';
import styles from './SamplesPanel.module.css';

/** Which samples are shown and by what they are coloured. A drag changes none of it, so that a drag does not draw it again. */
export const SamplesControls = memo(function SamplesControls() {
  const { from, weighed, count, seed } = useLookOptions();
  const set = useLookOptions.setState;
  const names = { old: m.old, proposed: m.proposed, projected: m.projected };
  return (
    <div className={styles.controls}>
      <Choice
        label={m.drawnFrom()}
        value={from}
        onChange={(next) => set({ from: next })}
        options={DRAWN_FROM.map((value) => ({ value, label: names[value]() }))}
      />
      <Choice
        label={m.ratioOf()}
        value={weighed}
        onChange={(next) => set({ weighed: next })}
        options={WEIGHED.map((value) => ({ value, label: m.overOld({ policy: names[value]() }) }))}
      />
      <Choice
        label={m.howMany()}
        value={count}
        onChange={(next) => set({ count: next })}
        options={SAMPLE_COUNTS.map((value) => ({ value, label: formatCount(Number(value)) }))}
      />
      <Button onClick={() => set({ seed: seed + 1 })}>{m.newSamples()}</Button>
      <Legend />
    </div>
  );
});

/** The scale of the density ratios. */
function Legend() {
  return (
    <figure className={styles.legend}>
      <figcaption>{m.legend()}</figcaption>
      <ol className={levels['levels']}>
        {Array.from({ length: RATIO_LEVELS }, (_, level) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the level is what it is
          <li key={level} data-level={level}>
            <span
              className={styles.dot}
              style={{ width: 2 * levelSize(level), height: 2 * levelSize(level) }}
              aria-hidden="true"
            />
            {level % 2 === 0 ? <span>{ratioText(level)}</span> : null}
          </li>
        ))}
      </ol>
    </figure>
  );
}

function ratioText(level: number): string {
  const ratio = levelRatio(level);
  const text = ratio < 1 ? `1/${1 / ratio}` : String(ratio);
  if (level === 0) return `≤ ${text}`;
  return level === RATIO_LEVELS - 1 ? `≥ ${text}` : text;
}
