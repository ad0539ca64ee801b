import { memo } from 'react';
import { createLinearTicks } from '../../components/axisTicks.ts';
import styles from './PlaneAxes.module.css';
import { PLANE_INSET, type PlaneScale, type PlaneView } from './planeView.ts';

const NAMES = ['a₁', 'a₂'] as const;

/** Grid and numbers of the two actions. `side` is that of the square in pixels. A drag leaves it as it is. */
export const PlaneAxes = memo(function PlaneAxes({
  view,
  scale,
  side,
  names = NAMES,
}: {
  readonly view: PlaneView;
  readonly scale: PlaneScale;
  readonly side: number;
  readonly names?: readonly [string, string];
}) {
  const count = side > 400 ? 7 : 5;
  const [left, top, right, bottom] = [
    PLANE_INSET.left,
    PLANE_INSET.top,
    PLANE_INSET.left + side,
    PLANE_INSET.top + side,
  ];
  const across = createLinearTicks(view.centre[0] - view.half, view.centre[0] + view.half, count);
  const up = createLinearTicks(view.centre[1] - view.half, view.centre[1] + view.half, count);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus
    <g className={styles.axes} aria-hidden="true">
      {across.map(({ value, label }) => {
        const x = scale.x(value);
        return (
          <g key={label}>
            <line className={value === 0 ? styles.zero : styles.grid} x1={x} x2={x} y1={top} y2={bottom} />
            {/* The corner belongs to the name of the axis. */}
            {x > right - 36 ? null : (
              <text x={x} y={bottom + 18} textAnchor="middle">
                {label}
              </text>
            )}
          </g>
        );
      })}
      {up.map(({ value, label }) => {
        const y = scale.y(value);
        return (
          <g key={label}>
            <line className={value === 0 ? styles.zero : styles.grid} x1={left} x2={right} y1={y} y2={y} />
            {y < top + 28 ? null : (
              <text x={left - 8} y={y} dy="0.35em" textAnchor="end">
                {label}
              </text>
            )}
          </g>
        );
      })}
      <text className={styles.axisName} x={right} y={bottom + 18} textAnchor="end">
        {names[0]}
      </text>
      <text className={styles.axisName} x={left - 8} y={top + 12} textAnchor="end">
        {names[1]}
      </text>
    </g>
  );
});
