import { useMemo } from 'react';
import * as m from '#words/slow';
import { ActionBars } from '../../../../components/ActionBars.tsx';
import { classNames } from '../../../../components/classNames.ts';
import type { Scene } from '../slowScene.ts';
import styles from './ActionsPicture.module.css';
import { actionShapesOf } from './actionShapes.ts';
import { keyOfActions } from './keyOfActions.ts';
import { SlopeBars } from './SlopeBars.tsx';

interface ActionsPictureProps {
  readonly scene: Scene;
  /** How many times as large as they are moves away from the old policy are drawn. */
  readonly magnification: number;
}

/** Policies of one state over actions that one chooses from, and what its marks mean. */
export function ActionsPicture({ scene, magnification }: ActionsPictureProps) {
  const shapes = useMemo(() => actionShapesOf(scene, magnification), [scene, magnification]);
  const { labels } = scene.discrete!;
  const { full, taken, policies, drawn, ranges, trail, slopes } = shapes;
  return (
    <>
      <div className={styles.picture}>
        <ActionBars
          actions={labels}
          large
          {...{ full, policies, drawn, ranges, trail }}
          taken={
            taken ? { action: taken.action, sign: SIGNS[taken.sign], words: TAKEN[taken.sign]() } : undefined
          }
        />
        {slopes.length > 0 ? <SlopeBars actions={labels} slopes={slopes} /> : null}
      </div>
      <ul className={styles.key}>
        {keyOfActions(scene, shapes).map(({ mark, words }) => (
          <li key={mark} className={classNames(styles.entry, styles[mark])}>
            {words}
          </li>
        ))}
      </ul>
    </>
  );
}

const SIGNS = { '-1': '↓', '0': '×', '1': '↑' } as const;
const TAKEN = { '-1': m.takenWorse, '0': m.takenAction, '1': m.takenBetter } as const;
