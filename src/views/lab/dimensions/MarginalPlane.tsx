import { useRef } from 'react';
import * as m from '#words/actions';
import { textWidth } from '../../../components/plot/xyScales.ts';
import { contourOf, contourTransform } from '../contour.ts';
import { type PixelEllipse, placeLabels } from '../labelPlacement.ts';
import { PlaneAxes } from '../PlaneAxes.tsx';
import { fitView, PLANE_INSET, type PlaneOutline, planeScale } from '../planeView.ts';
import { useWidth } from '../useWidth.ts';
import { actionName } from './actionName.ts';
import type { ActionPair } from './gaussianPair.ts';
import styles from './MarginalPlane.module.css';

export interface Marginals {
  readonly old: PlaneOutline;
  readonly proposed: PlaneOutline;
  readonly projected: PlaneOutline;
  /** The shadow of the means that the bound allows. */
  readonly region: PlaneOutline;
  /** The projection of these two actions alone, where it is asked for. */
  readonly alone: PlaneOutline | null;
}

const LABELS = [
  { key: 'projected', text: m.projected },
  { key: 'proposed', text: m.proposed },
  { key: 'old', text: m.old },
  { key: 'alone', text: m.twoAlone },
] as const;
const LABEL_HEIGHT = 20;
const LARGEST = 400;

/** The marginals of all policies over two of the actions: contours at 1σ and 2σ. Nothing here is dragged. */
export function MarginalPlane({
  marginals,
  actions,
}: {
  readonly marginals: Marginals;
  readonly actions: ActionPair;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.min(LARGEST, useWidth(frame));
  const slots = useRef<ReadonlyMap<string, number>>(new Map());
  const { left, top, right, bottom } = PLANE_INSET;
  const side = Math.max(120, width - left - right);
  const { old, proposed, projected, alone, region } = marginals;
  const view = fitView([old, proposed, projected]);
  const scale = planeScale(view, left, top, side);
  const contour = ({ mean, covariance }: PlaneOutline, deviations = 1) =>
    contourOf(mean, covariance, scale, deviations);
  const shown: Readonly<Record<string, PixelEllipse>> = {
    projected: contour(projected),
    proposed: contour(proposed),
    old: contour(old),
    ...(alone && { alone: contour(alone) }),
  };
  const placed = placeLabels(
    LABELS.filter(({ key }) => key in shown).map(({ key, text }) => ({
      key,
      width: textWidth(text()),
      height: LABEL_HEIGHT,
      contour: shown[key]!,
    })),
    { left, top, right: left + side, bottom: top + side },
    Object.values(shown).map(({ x, y }) => ({ x, y, radius: 5 })),
    Object.values(shown),
    slots.current,
  );
  slots.current = new Map(placed.map(({ key, slot }) => [key, slot]));
  const wide = left + side + right;
  const tall = top + side + bottom;
  return (
    <div ref={frame} className={styles.frame}>
      <svg
        className={styles.plane}
        width={wide}
        height={tall}
        viewBox={`0 0 ${wide} ${tall}`}
        role="img"
        aria-label={m.picture({ one: String(actions[0] + 1), other: String(actions[1] + 1) })}
      >
        <clipPath id="marginal-plane">
          <rect x={left} y={top} width={side} height={side} />
        </clipPath>
        <PlaneAxes
          view={view}
          scale={scale}
          side={side}
          names={[actionName(actions[0]), actionName(actions[1])]}
        />
        <g clipPath="url(#marginal-plane)">
          <circle className={styles.region} r={1} transform={contourTransform(contour(region))} />
          {(['old', 'proposed', 'projected'] as const).map((name) => (
            <g key={name} className={styles[name]}>
              <circle
                className={styles.outer}
                r={1}
                transform={contourTransform(contour(marginals[name], 2))}
              />
              <circle className={styles.inner} r={1} transform={contourTransform(shown[name]!)} />
              <circle className={styles.mean} cx={shown[name]!.x} cy={shown[name]!.y} r={3} />
            </g>
          ))}
          {alone ? (
            <circle className={styles.alone} r={1} transform={contourTransform(shown['alone']!)} />
          ) : null}
        </g>
        {placed.map(({ key, x, y }) => (
          <text key={key} className={`${styles.label} ${styles[key]}`} x={x} y={y}>
            {LABELS.find((label) => label.key === key)!.text()}
          </text>
        ))}
      </svg>
    </div>
  );
}
