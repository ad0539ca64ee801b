import { useState } from 'react';
import * as m from '#words/slow';
import { isDiscrete } from '../../../environments/environment.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import type { SlowMotionSubject } from '../../../store/slowMotion.ts';
import type { BrokenDissection } from '../../../trainer/dissection/dissection.ts';
import { categoricalRolloutNumbers } from './categorical/categoricalNumbers.ts';
import { Numbers } from './Numbers.tsx';
import styles from './SlowPages.module.css';
import { StateChoice } from './StateChoice.tsx';
import { breakWords } from './slowBreak.ts';
import { rolloutNumbers } from './slowNumbers.ts';

interface BrokenRolloutProps {
  readonly subject: SlowMotionSubject;
  readonly dissection: BrokenDissection;
}

/** An iteration that broke off in its rollout: where, and the steps that led there. */
export function BrokenRollout({ subject: { run }, dissection }: BrokenRolloutProps) {
  const { configuration } = run;
  const { states } = dissection;
  const [state, setState] = useState(0);
  const { actionSpace } = environmentById(configuration.environment);
  const discrete = isDiscrete(actionSpace) ? actionSpace : null;
  const numbers = discrete ? categoricalRolloutNumbers : rolloutNumbers;
  const scene = { configuration, dissection, state, actions: actionSpace.size, discrete };
  return (
    <div className={styles.brokenRollout}>
      <h3 className="problem-ink">{m.brokeHere()}</h3>
      <p>{breakWords(dissection)}</p>
      {states.time.length === 0 ? null : (
        <>
          <StateChoice configuration={configuration} states={states} state={state} onChange={setState} />
          <div className={styles.side}>
            <Numbers groups={numbers(scene)} />
          </div>
        </>
      )}
    </div>
  );
}
