import { useCallback } from 'react';
import { type Announcer, ChartCanvas } from './ChartCanvas.tsx';
import { formatSignificant } from './format.ts';
import type { Bell } from './gaussianOutline.ts';
import { drawBellPicture, type MeanRegion, type ProbePolicies } from './probePicture.ts';
import { usePalette } from './usePalette.ts';

export interface BellModel {
  /** As measured: what is said. */
  readonly policies: ProbePolicies<Bell>;
  /** As drawn: the same, or with differences from the old policy magnified. */
  readonly drawn: ProbePolicies<Bell>;
  readonly region: MeanRegion | null;
  /** Half the width of the axis, in units of the action. */
  readonly extent: number;
}

export interface BellChartProps {
  readonly name: string;
  /** Memoised: the newest policies, `null` before there are any. */
  readonly read: () => BellModel | null;
  /** Memoised: the allowed actions. */
  readonly box: { readonly low: number; readonly high: number };
  /** Memoised. */
  readonly sources: readonly Announcer[];
}

/** Old, proposed and projected policy of one state over a single action. */
export function BellChart({ name, read, box, sources }: BellChartProps) {
  const palette = usePalette();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const model = read();
      if (model === null) return;
      drawBellPicture(context, width, height, model.drawn, model.region, model.extent, box, palette);
    },
    [read, box, palette],
  );
  const summarise = useCallback(() => {
    const model = read();
    if (model === null) return `${name}: nothing yet.`;
    const words = ({ mean, deviation }: Bell) =>
      `mean ${formatSignificant(mean, 2)}, standard deviation ${formatSignificant(deviation, 2)}`;
    const { old, proposed, projected } = model.policies;
    const after = projected ? `; projected ${words(projected)}` : '';
    return `${name}. Old ${words(old)}; proposed ${words(proposed)}${after}.`;
  }, [name, read]);
  return <ChartCanvas draw={draw} summarise={summarise} sources={sources} />;
}
