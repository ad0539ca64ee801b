import { useCallback } from 'react';
import { type Announcer, ChartCanvas } from './ChartCanvas.tsx';
import { formatSignificant } from './format.ts';
import type { Outline } from './gaussianOutline.ts';
import { drawEllipsePicture, type MeanRegion, type ProbePolicies } from './probePicture.ts';
import { usePalette } from './usePalette.ts';

export interface EllipseModel {
  /** As measured: what is said. */
  readonly policies: ProbePolicies<Outline>;
  /** As drawn: the same, or with differences from the old policy magnified. */
  readonly drawn: ProbePolicies<Outline>;
  readonly region: MeanRegion | null;
  /** Half the width of the plane, in units of the actions. */
  readonly extent: number;
}

export interface EllipseChartProps {
  readonly name: string;
  /** Memoised: the newest policies, `null` before there are any. */
  readonly read: () => EllipseModel | null;
  /** Memoised: the allowed actions of the pair. */
  readonly box: { readonly low: readonly [number, number]; readonly high: readonly [number, number] };
  /** Memoised. */
  readonly sources: readonly Announcer[];
}

/** Old, proposed and projected policy of one state over two actions. */
export function EllipseChart({ name, read, box, sources }: EllipseChartProps) {
  const palette = usePalette();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const model = read();
      if (model === null) return;
      drawEllipsePicture(context, width, height, model.drawn, model.region, model.extent, box, palette);
    },
    [read, box, palette],
  );
  const summarise = useCallback(() => {
    const model = read();
    if (model === null) return `${name}: nothing yet.`;
    const point = ({ x, y }: Outline) => `(${formatSignificant(x, 2)}, ${formatSignificant(y, 2)})`;
    const { old, proposed, projected } = model.policies;
    const after = projected ? `, projected ${point(projected)}` : '';
    return `${name}. Means: old ${point(old)}, proposed ${point(proposed)}${after}.`;
  }, [name, read]);
  return <ChartCanvas draw={draw} summarise={summarise} sources={sources} />;
}
