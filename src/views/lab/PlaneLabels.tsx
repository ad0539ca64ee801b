import { useRef } from 'react';
import * as m from '#words/lab';
import { classNames } from '../../components/classNames.ts';
import { currentLocale, type Locale } from '../../words/locale.ts';
import { type PixelEllipse, placeLabels } from './labelPlacement.ts';
import type { PlaneContour } from './PlaneContours.tsx';
import styles from './PlaneLabels.module.css';
import type { Handle } from './planeHandles.ts';
import { PLANE_INSET, type PlaneScale } from './planeView.ts';

const LABEL_HEIGHT = 20;
/** Slots that a label moves on by in a frame, at most: it goes along its contour and never jumps. */
const SLOTS_A_FRAME = 1;
/** Room around a dot. */
const DOT_RADIUS = 7;

interface Label {
  readonly key: PlaneContour;
  readonly text: () => string;
  /** Of the word in each language, in pixels. */
  readonly width: Readonly<Record<Locale, number>>;
  /** What the word takes hold of: a second way where its dot lies under another. */
  readonly grips?: Handle['key'];
}

/** In order of who gets the better place. */
const LABELS: readonly Label[] = [
  { key: 'projected', text: m.projected, width: { en: 68, de: 74 } },
  { key: 'proposed', text: m.proposed, width: { en: 68, de: 108 }, grips: 'proposed-mean' },
  { key: 'old', text: m.old, width: { en: 26, de: 22 }, grips: 'old-mean' },
  { key: 'region', text: m.meanRegion, width: { en: 88, de: 166 } },
];

export interface PlaneLabelsProps {
  readonly contours: Readonly<Record<PlaneContour, PixelEllipse>>;
  readonly handles: readonly Handle[];
  readonly scale: PlaneScale;
  /** Of the square in pixels. */
  readonly side: number;
  /** Something is being moved: labels only follow. When it rests they look for better places, and glide there. */
  readonly moving: boolean;
}

/** The name of each contour beside it. */
export function PlaneLabels({ contours, handles, scale, side, moving }: PlaneLabelsProps) {
  const slots = useRef<ReadonlyMap<string, number>>(new Map());
  const { left, top } = PLANE_INSET;
  const locale = currentLocale();
  const placed = placeLabels(
    LABELS.map(({ key, width }) => ({
      key,
      width: width[locale],
      height: LABEL_HEIGHT,
      contour: contours[key],
    })),
    { left, top, right: left + side, bottom: top + side },
    [
      { x: contours.projected.x, y: contours.projected.y, radius: DOT_RADIUS },
      ...handles.map(({ at }) => ({ x: scale.x(at[0]), y: scale.y(at[1]), radius: DOT_RADIUS })),
    ],
    Object.values(contours),
    slots.current,
    moving ? SLOTS_A_FRAME : undefined,
  );
  slots.current = new Map(placed.map(({ key, slot }) => [key, slot]));
  return placed.map(({ key, x, y }, index) => {
    const { text, grips } = LABELS[index]!;
    return (
      // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn word does not take the focus
      <text
        key={key}
        className={classNames(
          styles.label,
          styles[key],
          grips && styles.draggable,
          !moving && styles.gliding,
        )}
        data-grips={grips}
        style={{ transform: `translate(${x}px, ${y}px)` }}
        aria-hidden="true"
      >
        {text()}
      </text>
    );
  });
}
