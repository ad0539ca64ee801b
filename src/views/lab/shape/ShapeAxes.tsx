import * as m from '#words/shapes';
import styles from './ShapeAxes.module.css';
import { SHAPE_INSET, type ShapeScale } from './shapeScale.ts';

/** Lines and numbers of a plane of shapes. */
export function ShapeAxes({
  scale: { x, y, side },
  ticks,
}: {
  readonly scale: ShapeScale;
  readonly ticks: readonly number[];
}) {
  const { left, top } = SHAPE_INSET;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus
    <g className={styles.axes} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={top} y2={top + side} />
          <line x1={left} x2={left + side} y1={y(tick)} y2={y(tick)} />
          <text x={x(tick)} y={top + side + 17} textAnchor="middle">
            {tick < 1 ? `1/${1 / tick}` : tick}
          </text>
          <text x={left - 7} y={y(tick)} dy="0.35em" textAnchor="end">
            {tick < 1 ? `1/${1 / tick}` : tick}
          </text>
        </g>
      ))}
      <text className={styles.name} x={left + side} y={top + side + 34} textAnchor="end">
        {m.oldVariance()}
      </text>
      <text className={styles.name} x={left - 7} y={top + 10} textAnchor="end">
        λ₂
      </text>
    </g>
  );
}
