import { useRef } from 'react';
import * as m from '#words/lab';
import { classNames } from '../../components/classNames.ts';
import { currentLocale, type Locale } from '../../words/locale.ts';
import { type Box, boxAround, type PixelEllipse, placeLabels, SLOTS_A_FRAME } from './labelPlacement.ts';
import type { PlaneContour } from './PlaneContours.tsx';
import styles from './PlaneLabels.module.css';
import type { Handle } from './planeHandles.ts';
import type { PlaneNames, PlanePart } from './planeParts.ts';
import { PLANE_INSET, type PlaneScale } from './planeView.ts';

const LABEL_HEIGHT = 20;
/** Width of a letter, on average, for names that are not in the list. */
const LETTER = 8.5;
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
  { key: 'region', text: m.meanRegion, width: { en: 88, de: 104 } },
];

/** A word where it stands: its middle, in pixels. */
export interface DrawnLabel {
  readonly key: PlaneContour;
  readonly text: string;
  readonly width: number;
  readonly grips: Handle['key'] | undefined;
  readonly x: number;
  readonly y: number;
}

interface PlacementOptions {
  readonly contours: Readonly<Record<PlaneContour, PixelEllipse>>;
  readonly handles: readonly Handle[];
  readonly scale: PlaneScale;
  /** Of the square in pixels. */
  readonly side: number;
  readonly hides: readonly PlanePart[];
  readonly names: PlaneNames | undefined;
  /** Where the marks of the contours stand. */
  readonly marks: readonly Box[];
  /** Something is being moved: labels only follow. When it rests they look for better places, and glide there. */
  readonly moving: boolean;
}

/** Where the name of each contour stands beside it. */
export function usePlaneLabels({
  contours,
  handles,
  scale,
  side,
  hides,
  names,
  marks,
  moving,
}: PlacementOptions): readonly DrawnLabel[] {
  const slots = useRef<ReadonlyMap<string, number>>(new Map());
  // Before the plane has a size there is no place to remember.
  if (side <= 1) return [];
  const { left, top } = PLANE_INSET;
  const locale = currentLocale();
  const labels = LABELS.filter(({ key }) => !hides.includes(key)).map(({ key, text, width, grips }) => {
    const name = key === 'region' ? undefined : names?.[key];
    return name === undefined
      ? { key, text: text(), width: width[locale], grips }
      : { key, text: name, width: LETTER * name.length, grips };
  });
  const placed = placeLabels(
    labels.map(({ key, width }) => ({ key, width, height: LABEL_HEIGHT, contour: contours[key] })),
    { left, top, right: left + side, bottom: top + side },
    [
      ...(hides.includes('projected')
        ? []
        : [{ x: contours.projected.x, y: contours.projected.y, radius: DOT_RADIUS }]),
      ...handles.map(({ at }) => ({ x: scale.x(at[0]), y: scale.y(at[1]), radius: DOT_RADIUS })),
    ],
    (Object.keys(contours) as PlaneContour[])
      .filter((key) => !hides.includes(key))
      .map((key) => contours[key]),
    slots.current,
    moving ? SLOTS_A_FRAME : undefined,
    marks,
  );
  slots.current = new Map(placed.map(({ key, slot }) => [key, slot]));
  return placed.map(({ key, x, y }, index) => {
    const { text, width, grips } = labels[index]!;
    return { key: key as PlaneContour, text, width, grips, x, y };
  });
}

/** Where they leave no room for other words. */
export function takenBy(labels: readonly DrawnLabel[]): readonly Box[] {
  return labels.map(({ x, y, width }) => boxAround(x, y, width, LABEL_HEIGHT));
}

/** The name of each contour beside it. */
export function PlaneLabels({
  labels,
  moving,
}: {
  readonly labels: readonly DrawnLabel[];
  readonly moving: boolean;
}) {
  return labels.map(({ key, text, grips, x, y }) => (
    // The group moves, not the word: a word that moves is set again.
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn word does not take the focus
    <g
      key={key}
      className={moving ? undefined : styles.gliding}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      aria-hidden="true"
    >
      <text className={classNames(styles.label, styles[key], grips && styles.draggable)} data-grips={grips}>
        {text}
      </text>
    </g>
  ));
}
