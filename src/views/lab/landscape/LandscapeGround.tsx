import { useMemo } from 'react';
import { formatFixed } from '../../../components/format.ts';
import { useLandscapeChoice } from '../../../store/lab.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import { rewardAt } from './expectedReward.ts';
import { groundContours } from './groundContours.ts';
import styles from './LandscapeGround.module.css';
import { useLandscape } from './landscapeStore.ts';
import { LANDSCAPES } from './landscapes.ts';
import { walkSoFar } from './walkSoFar.ts';

/** Pixels around a policy's middle in which no height is written. */
const CLEAR = 56;

/** The reward of every action under the policies: land where it is gained, water where it is lost; and the way walked over it. */
export default function LandscapeGround({ lab, evaluation, scale }: LayerProps) {
  const { walk } = useLandscape();
  const { landscape: id } = useLandscapeChoice();
  const { hills } = LANDSCAPES[id];
  const levels = useMemo(() => groundContours(hills), [hills]);
  const means = [lab.old.mean, lab.proposed.mean, evaluation.mean];
  const way = walkSoFar(walk, lab.old).map(
    ({ old }) => [scale.x(old.mean[0]), scale.y(old.mean[1])] as const,
  );
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus
    <g className={styles.ground} aria-hidden="true">
      <g transform={`matrix(${scale.factor} 0 0 ${-scale.factor} ${scale.x(0)} ${scale.y(0)})`}>
        {levels.map(({ reward, path }) => (
          <path key={reward} className={reward > 0 ? styles.above : styles.below} d={path} />
        ))}
      </g>
      {hills.map(({ at }) => {
        const near = means.some(
          (mean) => scale.factor * Math.hypot(mean[0] - at[0], mean[1] - at[1]) < CLEAR,
        );
        if (near) return null;
        const reward = rewardAt(hills, at);
        return (
          <text key={at.join()} x={scale.x(at[0])} y={scale.y(at[1])} dy="0.35em">
            {reward > 0 ? '+' : ''}
            {formatFixed(reward, 1)}
          </text>
        );
      })}
      {way.length > 1 ? (
        <>
          <path className={styles.way} d={`M${way.map((point) => point.join(' ')).join('L')}`} />
          {way.slice(0, -1).map(([x, y], step) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of one walk
            <circle key={step} className={styles.step} cx={x} cy={y} r={3} />
          ))}
        </>
      ) : null}
    </g>
  );
}
