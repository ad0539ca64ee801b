import { useRef } from 'react';
import { classNames } from '../../../components/classNames.ts';
import { textWidth } from '../../../components/plot/xyScales.ts';
import { useLookOptions } from '../../../store/lab.ts';
import { placeLabels, SLOTS_A_FRAME } from '../labelPlacement.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import { PLANE_INSET } from '../planeView.ts';
import styles from './ApproximationsLayer.module.css';
import { approximationOutlines, outlineContour } from './outlines.ts';

const HEIGHT = 18;

/** What the outlines are called, clear of the plane's own words and of one another. */
export default function ApproximationsNames({ lab, scale, side, taken, moving }: LayerProps) {
  const slots = useRef<ReadonlyMap<string, number>>(new Map());
  const outlines = approximationOutlines(lab, useLookOptions());
  const contours = outlines.map((outline) => outlineContour(outline, scale));
  const { left, top } = PLANE_INSET;
  const placed = placeLabels(
    outlines.map(({ key, name }, i) => ({
      key,
      width: textWidth(name()),
      height: HEIGHT,
      contour: contours[i]!,
    })),
    { left, top, right: left + side, bottom: top + side },
    [],
    contours,
    slots.current,
    moving ? SLOTS_A_FRAME : undefined,
    taken,
  );
  slots.current = new Map(placed.map(({ key, slot }) => [key, slot]));
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn words do not take the focus
    <g className={styles.outlines} aria-hidden="true">
      {placed.map(({ key, x, y }) => {
        const { of, name } = outlines.find((outline) => outline.key === key)!;
        return (
          <g
            key={key}
            className={classNames(styles[of], !moving && styles.gliding)}
            style={{ transform: `translate(${x}px, ${y}px)` }}
          >
            <text className={styles.name}>{name()}</text>
          </g>
        );
      })}
    </g>
  );
}
