import * as m from '#words/learn';
import { formatCount } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { Icon } from '../../components/Icon.tsx';
import styles from './StepBar.module.css';
import type { Steps } from './useSteps.ts';

const BACK = 'M10 3 5 8l5 5';
const ON = 'M6 3l5 5-5 5';

/** The steps of a chapter as a bar: where the reader is, and a way to every other step. */
export function StepBar({
  titles,
  steps: { index, go },
}: {
  readonly titles: readonly string[];
  readonly steps: Steps;
}) {
  return (
    <nav className={styles.bar} aria-label={m.steps()}>
      <Button
        variant="plain"
        className={styles.turn}
        disabled={index === 0}
        onClick={() => go(index - 1)}
        aria-label={m.previousStep()}
        title={m.previousKeys()}
      >
        <Icon path={BACK} />
      </Button>
      <ol className={styles.steps}>
        {titles.map((title, i) => (
          <li key={title}>
            <button
              type="button"
              className={classNames(styles.step, i <= index && styles.passed)}
              aria-current={i === index ? 'step' : undefined}
              aria-label={m.step({ number: formatCount(i + 1), title })}
              title={title}
              onClick={() => go(i)}
            />
          </li>
        ))}
      </ol>
      <Button
        variant="plain"
        className={styles.turn}
        disabled={index === titles.length - 1}
        onClick={() => go(index + 1)}
        aria-label={m.nextStep()}
        title={m.nextKeys()}
      >
        <Icon path={ON} />
      </Button>
    </nav>
  );
}
