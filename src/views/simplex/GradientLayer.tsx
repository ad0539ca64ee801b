import styles from './GradientLayer.module.css';
import type { GradientField, SampleGradients } from './gradientArrows.ts';
import { placeOf, shiftOf, type Triangle } from './triangle.ts';

/** Which of the three gradients is drawn. */
export type ArrowKind = keyof SampleGradients;
export const ARROW_KINDS: readonly ArrowKind[] = ['raw', 'clipped', 'layer'];

/** The longest arrow, as a share of the triangle's side. */
const LONGEST = 0.075;
/** Shorter arrows are dots. */
const SHORTEST_PIXELS = 0.75;

/** Arrows at proposals all over the triangle, on one scale for all three kinds. */
export function GradientLayer({
  field: { points, longest },
  triangle,
  kind,
}: {
  readonly field: GradientField;
  readonly triangle: Triangle;
  readonly kind: ArrowKind;
}) {
  return (
    <g className={styles[kind]}>
      {points.map(({ logits, gradients }) => {
        const [x, y] = placeOf(logits.map(Math.exp), triangle);
        // By the root of the change: a rare action's ratio makes some a hundred times as large as others.
        const size = Math.hypot(...gradients[kind]);
        const scale = size === 0 ? 0 : (LONGEST * Math.sqrt(size / longest)) / size;
        const change = gradients[kind].map((one) => one * scale);
        const [dx, dy] = shiftOf(change, triangle);
        const length = Math.hypot(dx, dy);
        const key = logits.join();
        if (length < SHORTEST_PIXELS)
          return <circle key={key} className={styles.none} cx={x} cy={y} r={1.5} />;
        // A head of a third of the arrow, never longer than 6 px.
        const head = Math.min(6, length / 2.5) / length;
        const [hx, hy] = [dx * head, dy * head];
        return (
          <path
            key={key}
            className={styles.arrow}
            d={`M${x} ${y}l${dx} ${dy}m${-hx - 0.6 * hy} ${-hy + 0.6 * hx}L${x + dx} ${y + dy}l${-hx + 0.6 * hy} ${-hy - 0.6 * hx}`}
          />
        );
      })}
    </g>
  );
}
