import { memo } from 'react';
import { formatSignificant } from '../../../components/format.ts';
import { GRADIENT_KINDS, type GradientKind } from '../../../experiments/lookOptions.ts';
import styles from './Arrows.module.css';
import { type ArrowScale, arrowPaths, arrowScale, arrowsOf, crossPath } from './arrows.ts';

/** A field of arrows of several kinds on one scale, and crosses where the layer or the clip leaves nothing. */
export const Arrows = memo(function Arrows({
  vectors,
  places,
  shown,
  length,
  corner,
}: {
  /** [n, 2], the second component upwards. */
  readonly vectors: Readonly<Record<GradientKind, Float64Array>>;
  /** In pixels. */
  readonly places: readonly (readonly [number, number])[];
  readonly shown: readonly GradientKind[];
  /** Pixels of the strongest. */
  readonly length: number;
  /** Where the key stands: its lower left corner; `null` where there is no room for it. */
  readonly corner: readonly [number, number] | null;
}) {
  const scale = arrowScale(
    shown.map((kind) => vectors[kind]),
    length,
  );
  const arrowsByKind = GRADIENT_KINDS.map((kind) => arrowsOf(vectors[kind], places, scale));
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn lines do not take the focus
    <g className={styles.arrows} aria-hidden="true">
      {GRADIENT_KINDS.map((kind, i) => {
        if (!shown.includes(kind)) return null;
        const { shafts, heads } = arrowPaths(kind, arrowsByKind[i]!);
        return (
          <g key={kind} className={styles[kind]}>
            <path className={styles.shafts} d={shafts} />
            <path className={styles.heads} d={heads} />
            {kind === 'clip' ? (
              <path className={styles.none} d={crossPath(vectors.clip, vectors.raw, places)} />
            ) : null}
          </g>
        );
      })}
      {scale.full > 0 && corner !== null ? <Key scale={scale} corner={corner} /> : null}
    </g>
  );
});

/** How strong an arrow of full length is, and one of half of it. */
function Key({
  scale: { full, pixels },
  corner: [x, y],
}: {
  readonly scale: ArrowScale;
  readonly corner: readonly [number, number];
}) {
  const rows = [
    { strength: full, length: pixels, up: 32 },
    { strength: full / 4, length: pixels / 2, up: 13 },
  ];
  return (
    <g className={styles.key}>
      <rect x={x} y={y - 46} width={pixels + 70} height={46} rx={4} />
      {rows.map(({ strength, length, up }) => {
        const { shafts, heads } = arrowPaths('layer', [{ x: x + 8, y: y - up, dx: length, dy: 0 }]);
        return (
          <g key={up}>
            <path className={styles.shafts} d={shafts} />
            <path className={styles.heads} d={heads} />
            <text x={x + pixels + 16} y={y - up} dy="0.35em">
              {formatSignificant(strength, 2)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
