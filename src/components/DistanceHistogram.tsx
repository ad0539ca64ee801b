import { useCallback } from 'react';
import type { Announcer } from '../store/announcer.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { type DistancePictureModel, describeDistances, drawDistancePicture } from './distancePicture.ts';
import { usePalette } from './usePalette.ts';

export interface DistanceHistogramProps {
  /** Memoised: the newest distances, `null` before there are any. */
  readonly read: () => DistancePictureModel | null;
  /** Memoised. */
  readonly sources: readonly Announcer[];
}

/** How far every state of the batch moved, before and after projection, with the bound drawn through both. */
export function DistanceHistogram({ read, sources }: DistanceHistogramProps) {
  const palette = usePalette();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const model = read();
      if (model !== null) drawDistancePicture(context, width, height, model, palette);
    },
    [read, palette],
  );
  const summarise = useCallback(() => {
    const model = read();
    return model === null ? 'Distances: nothing yet.' : describeDistances(model);
  }, [read]);
  return <ChartCanvas draw={draw} summarise={summarise} sources={sources} />;
}
