import { memo, useId, useMemo } from 'react';
import * as m from '#words/approximations';
import styles from './BallPicture.module.css';
import { realShapes } from './ballShapes.ts';
import { largestKl } from './largestKl.ts';

const SIZE = 200;
const INSET = { left: 26, right: 8, top: 8, bottom: 34 } as const;
const SIDE = SIZE - INSET.left - INSET.right;
/** The largest variance in sight, in old ones. */
const MOST = 2.5;
const x = (lambda: number) => INSET.left + (SIDE * lambda) / MOST;
const y = (lambda: number) => INSET.top + SIDE * (1 - lambda / MOST);
const HEIGHT = INSET.top + SIDE + INSET.bottom;

/** The ball among the shapes, where it is a disc, the real region beside it, and where they differ most. */
export const BallPicture = memo(function BallPicture({ bound }: { readonly bound: number }) {
  const clip = useId();
  const real = useMemo(
    () =>
      realShapes(bound, MOST)
        .map(([one, two]) => `${x(one).toFixed(1)} ${y(two).toFixed(1)}`)
        .join('L'),
    [bound],
  );
  const worst = largestKl(bound)?.policy.lambda;
  return (
    <svg
      className={styles.picture}
      width={SIZE}
      height={HEIGHT}
      viewBox={`0 0 ${SIZE} ${HEIGHT}`}
      role="img"
      aria-label={m.ballPicture()}
    >
      <clipPath id={clip}>
        <rect x={INSET.left} y={INSET.top} width={SIDE} height={SIDE} />
      </clipPath>
      {[0, 1, 2].map((tick) => (
        <g key={tick} className={styles.axis}>
          <line x1={x(tick)} x2={x(tick)} y1={INSET.top} y2={INSET.top + SIDE} />
          <line x1={INSET.left} x2={INSET.left + SIDE} y1={y(tick)} y2={y(tick)} />
          <text x={x(tick)} y={INSET.top + SIDE + 16} textAnchor="middle">
            {tick}
          </text>
          <text x={INSET.left - 6} y={y(tick)} dy="0.35em" textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      <text className={styles.name} x={INSET.left + SIDE} y={INSET.top + SIDE + 30} textAnchor="end">
        λ₁
      </text>
      <text className={styles.name} x={INSET.left - 6} y={INSET.top + 8} textAnchor="end">
        λ₂
      </text>
      <g clipPath={`url(#${clip})`}>
        <path className={styles.real} d={`M${real}Z`} />
        <circle className={styles.ball} cx={x(1)} cy={y(1)} r={(SIDE / MOST) * 2 * Math.sqrt(bound)} />
        <circle className={styles.old} cx={x(1)} cy={y(1)} r={4} />
        {worst ? <circle className={styles.worst} cx={x(worst[0])} cy={y(worst[1])} r={5} /> : null}
      </g>
    </svg>
  );
});
