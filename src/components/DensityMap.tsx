import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import * as m from '#words/charts';
import type { Announcer } from '../store/announcer.ts';
import { DENSITY_BINS } from '../trainer/densities.ts';
import { formatCount } from './axisTicks.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import overlay from './chartReader.module.css';
import styles from './DensityMap.module.css';
import { binRange } from './densityAxis.ts';
import { DensityImage } from './densityImage.ts';
import { type DensityMapLayout, placeAt } from './densityMapLayout.ts';
import type { DensityMapModel, MapPlace } from './densityMapModel.ts';
import { drawDensityMap, policyColours } from './densityMapPicture.ts';
import { createDensityRamp, SHARE_ENDS } from './densityRamp.ts';
import { describeMap, readPlace } from './densityReadings.ts';
import { MapPointer } from './mapPointer.ts';
import { putText } from './useFrameWriter.ts';
import { usePalette } from './usePalette.ts';

export interface DensityMapProps {
  /** Memoised: what to show now. */
  readonly read: () => DensityMapModel;
  readonly policy: DensityMapModel['policy'];
  /** Memoised: a redraw whenever one announces. */
  readonly sources: readonly Announcer[];
  /** Memoised: somebody wants to see this iteration. */
  readonly onVisit: (iteration: number) => void;
}

/** Iterations at a time with shift held. */
const STRIDE = 10;

/**
 * The cloud of all states' distances against iterations. Its numbers are read with the pointer or with the arrow keys; a
 * click or Enter goes to the iteration.
 */
export function DensityMap({ read, policy, sources, onVisit }: DensityMapProps) {
  const palette = usePalette();
  const layout = useRef<DensityMapLayout | null>(null);
  const reader = useRef<HTMLDivElement>(null);
  const reading = useRef<HTMLParagraphElement>(null);
  const [pointer] = useState(() => new MapPointer());
  const [image] = useState(() => new DensityImage());
  const ramp = useMemo(
    () => createDensityRamp(policyColours(policy, palette)[0], palette.panel, palette.ink),
    [policy, palette],
  );

  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const model = read();
      layout.current = drawDensityMap(context, width, height, model, image, ramp, pointer.place, palette);
    },
    [read, image, ramp, pointer, palette],
  );
  const summarise = useCallback(() => describeMap(read()), [read]);
  const announcers = useMemo(() => [...sources, pointer], [sources, pointer]);

  // What is read is written past React; where nobody points, the iteration that the page shows.
  useEffect(() => {
    const write = () => {
      const model = read();
      const { history, visited } = model;
      const place = pointer.place ?? { iteration: visited ?? history.last, bins: null };
      const text =
        readPlace(model, place) ??
        (history.last === 0
          ? m.nothingYetSentence()
          : m.notRecorded({ iteration: formatCount(place.iteration) }));
      putText(reading.current, text);
      const element = reader.current;
      element?.setAttribute('aria-valuemax', String(Math.max(1, history.last)));
      element?.setAttribute('aria-valuenow', String(Math.max(1, place.iteration)));
      element?.setAttribute('aria-valuetext', text);
    };
    write();
    const stops = announcers.map((source) => source.subscribe(write));
    return () => {
      for (const stop of stops) stop();
    };
  }, [read, pointer, announcers]);

  const pointedAt = (event: PointerEvent<HTMLDivElement>): MapPlace | null => {
    if (layout.current === null) return null;
    const box = event.currentTarget.getBoundingClientRect();
    return placeAt(layout.current, read(), event.clientX - box.left, event.clientY - box.top);
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    pointer.place = pointedAt(event);
  };
  const leave = () => {
    pointer.place = null;
  };

  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const model = read();
    const next = placeAfterKey(event, model, pointer.place, layout.current?.perRow ?? 1);
    if (next !== undefined) {
      event.preventDefault();
      pointer.place = next;
    } else if (event.key === 'Enter' && pointer.place !== null) {
      event.preventDefault();
      onVisit(pointer.place.iteration);
    }
  };

  return (
    <div className={styles.map}>
      <div className={styles.picture}>
        <ChartCanvas draw={draw} summarise={summarise} sources={announcers} />
        <div
          ref={reader}
          className={overlay.reader}
          role="slider"
          tabIndex={0}
          aria-label={m.readMap()}
          aria-valuemin={1}
          aria-valuemax={1}
          aria-valuenow={1}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={leave}
          onBlur={leave}
          onClick={() => {
            if (pointer.place !== null) onVisit(pointer.place.iteration);
          }}
          onKeyDown={handleKey}
        />
      </div>
      <p className={styles.reading} ref={reading} />
      <div className={styles.legend}>
        <span>{m.cellShare()}</span>
        <span className={styles.scale}>
          {SHARE_ENDS[0]}
          <span className={styles.ramp} style={{ backgroundImage: ramp.gradient }} />
          {SHARE_ENDS[1]}
        </span>
      </div>
    </div>
  );
}

/** Where a key leads on the map; `undefined` if it leads nowhere. */
function placeAfterKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  model: DensityMapModel,
  place: MapPlace | null,
  perRow: number,
): MapPlace | null | undefined {
  const { history, visited } = model;
  if (key === 'Escape') return null;
  if (history.last === 0) return undefined;
  const from = place ?? { iteration: visited ?? history.last, bins: null };
  const by = (shiftKey ? STRIDE : 1) * history.stride;
  const to = (iteration: number): MapPlace => ({
    ...from,
    iteration: Math.max(1, Math.min(history.last, iteration)),
  });
  switch (key) {
    case 'ArrowLeft':
      return to(from.iteration - by);
    case 'ArrowRight':
      return to(from.iteration + by);
    case 'Home':
      return to(1);
    case 'End':
      return to(history.last);
    case 'ArrowUp':
    case 'ArrowDown':
      return { ...from, bins: rowAfterKey(key, from, model, perRow) };
  }
  return undefined;
}

/** The row above or below; at first the one with the most states of the iteration. */
function rowAfterKey(
  key: 'ArrowUp' | 'ArrowDown',
  { iteration, bins }: MapPlace,
  { history, part, policy }: DensityMapModel,
  perRow: number,
): readonly [number, number] {
  const { low, high } = binRange(history, part);
  const rows = (high - low) / perRow;
  let row = 0;
  if (bins !== null) {
    const next = Math.floor((bins[0] - low) / perRow) + (key === 'ArrowUp' ? 1 : -1);
    row = Math.max(0, Math.min(rows - 1, next));
  } else {
    const counts = new Float64Array(DENSITY_BINS);
    history.addTo(counts, history.columnOf(iteration), policy, part);
    const most = counts.indexOf(Math.max(...counts));
    row = Math.max(0, Math.floor((most - low) / perRow));
  }
  const from = low + row * perRow;
  return [from, from + perRow];
}
