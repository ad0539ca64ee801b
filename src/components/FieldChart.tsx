import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react';
import * as m from '#words/charts';
import type { StatePlane } from '../environments/environment.ts';
import type { Announcer } from '../store/announcer.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import styles from './FieldChart.module.css';
import { drawFieldPicture, type FieldLayout, type FieldPictureModel } from './fieldPicture.ts';
import { Tip } from './Tip.tsx';
import { usePalette } from './usePalette.ts';

type Place = readonly [number, number];

export interface FieldChartProps {
  readonly plane: StatePlane;
  /** Memoised: what there is to draw, `null` before there is anything. */
  readonly model: () => Omit<FieldPictureModel, 'cursor'> | null;
  /** Memoised: what is at a place, a line each. */
  readonly read: (place: Place) => readonly { readonly name: string; readonly value: string }[];
  /** Memoised. */
  readonly summarise: () => string;
  /** Memoised. */
  readonly sources: readonly Announcer[];
  readonly onChoose: (place: Place) => void;
}

/** Share of an axis that an arrow key moves the cross-hair by; with Shift five times as far. */
const STEP = 0.02;
const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowDown: [0, -STEP],
  ArrowUp: [0, STEP],
};

/** A policy field that is read with the pointer or the arrow keys; a click or Enter chooses a place. */
export function FieldChart({ plane, model, read, summarise, sources, onChoose }: FieldChartProps) {
  const palette = usePalette();
  const layout = useRef<FieldLayout | null>(null);
  const reader = useRef<HTMLButtonElement>(null);
  const [cursor, setCursor] = useState<Place | null>(null);
  const { across, up } = plane;

  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const shown = model();
      layout.current = shown && drawFieldPicture(context, width, height, { ...shown, cursor }, palette);
    },
    [model, cursor, palette],
  );

  const within = ([x, y]: Place): Place => [
    Math.max(across.low, Math.min(across.high, x)),
    Math.max(up.low, Math.min(up.high, y)),
  ];
  const placeOf = (event: MouseEvent<HTMLElement>): Place | null => {
    if (layout.current === null) return null;
    const { left, right, top, bottom } = layout.current;
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left - left) / (right - left);
    const y = (bottom - (event.clientY - box.top)) / (bottom - top);
    return within([across.low + x * (across.high - across.low), up.low + y * (up.high - up.low)]);
  };
  const handleKey = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (event.key === 'Escape') setCursor(null);
    if (step === undefined) return;
    event.preventDefault();
    const far = event.shiftKey ? 5 : 1;
    const [x, y] = cursor ?? [(across.low + across.high) / 2, (up.low + up.high) / 2];
    setCursor(
      within([x + far * step[0] * (across.high - across.low), y + far * step[1] * (up.high - up.low)]),
    );
  };

  const lines = cursor === null ? [] : read(cursor);
  return (
    <div className={styles.chart}>
      <ChartCanvas draw={draw} summarise={summarise} sources={sources} />
      <button
        ref={reader}
        type="button"
        className={styles.reader}
        aria-label={m.readField()}
        onPointerMove={(event) => setCursor(placeOf(event))}
        onPointerLeave={() => setCursor(null)}
        onBlur={() => setCursor(null)}
        onKeyDown={handleKey}
        onClick={(event) => {
          // Enter and Space are clicks without a place.
          const place = event.detail === 0 ? cursor : placeOf(event);
          if (place !== null) onChoose(place);
        }}
      />
      {cursor !== null && layout.current !== null && lines.length > 0 ? (
        <Tip anchor={anchorOf(plane, layout.current, cursor)} within={sizeOf(layout.current)}>
          <dl className={styles.numbers}>
            {lines.map(({ name, value }) => (
              <Line key={name} name={name} value={value} />
            ))}
          </dl>
        </Tip>
      ) : null}
    </div>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="quiet">{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Room around the cross-hair that the tip leaves free. */
const CLEAR = 16;

function anchorOf({ across, up }: StatePlane, { left, right, top, bottom }: FieldLayout, [x, y]: Place) {
  const px = left + ((x - across.low) / (across.high - across.low)) * (right - left);
  const py = bottom - ((y - up.low) / (up.high - up.low)) * (bottom - top);
  return { left: px, right: px, top: py - CLEAR, bottom: py + CLEAR };
}

function sizeOf({ left, right, top, bottom }: FieldLayout) {
  return { width: right + left / 4, height: top + bottom };
}
