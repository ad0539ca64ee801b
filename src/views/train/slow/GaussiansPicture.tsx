import { useMemo } from 'react';
import { classNames } from '../../../components/classNames.ts';
import type { BoxSpace } from '../../../environments/environment.ts';
import styles from './GaussiansPicture.module.css';
import { SlowPicture } from './SlowPicture.tsx';
import { keyOf } from './slowKey.ts';
import type { Scene } from './slowScene.ts';
import { shapesOf } from './slowShapes.ts';

interface GaussiansPictureProps {
  readonly scene: Scene;
  readonly actionSpace: BoxSpace;
  /** The actions shown, across and up. */
  readonly pair: readonly [number, number];
  /** How many times as large as they are moves away from the old policy are drawn. */
  readonly magnification: number;
  /** The picture in a sentence. */
  readonly label: string;
}

/** Gaussians of one state, and what colours and marks mean. */
export function GaussiansPicture({ scene, actionSpace, pair, magnification, label }: GaussiansPictureProps) {
  const shapes = useMemo(() => shapesOf(scene, pair, magnification), [scene, pair, magnification]);
  return (
    <>
      <SlowPicture {...{ shapes, actionSpace, pair, label }} acting={scene.stage === 'policy'} />
      <ul className={styles.key}>
        {keyOf(scene, shapes).map(({ mark, words }) => (
          <li key={mark} className={classNames(styles.entry, styles[mark])}>
            {words}
          </li>
        ))}
      </ul>
    </>
  );
}
