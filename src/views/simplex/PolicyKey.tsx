import * as m from '#words/simplex';
import { classNames } from '../../components/classNames.ts';
import roles from '../../components/policyRoles.module.css';
import styles from './PolicyKey.module.css';

const WORDS = [
  ['old', m.pictureOld],
  ['proposed', m.pictureProposed],
  ['projected', m.pictureProjected],
] as const;

/** Which colour is which policy. */
export function PolicyKey() {
  return (
    <p className={styles.key}>
      {WORDS.map(([side, words]) => (
        <span key={side} className={`${side}-ink`}>
          <span className={classNames(styles.swatch, roles[side])} /> {words()}
        </span>
      ))}
    </p>
  );
}
