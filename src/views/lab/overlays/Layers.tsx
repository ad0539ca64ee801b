import { Suspense } from 'react';
import type { LookId } from '../../../experiments/looks.ts';
import type { LayerPlace, LayerProps } from './overlay.ts';
import { OVERLAYS } from './registry.ts';

interface LayersProps extends LayerProps {
  readonly on: readonly LookId[];
  readonly place: LayerPlace;
}

/** What the closer looks that are on draw in the plane. */
export function Layers({ on, place, ...props }: LayersProps) {
  return on.map((id) => {
    const Layer = OVERLAYS[id][place];
    return Layer ? (
      <Suspense key={id}>
        <Layer {...props} />
      </Suspense>
    ) : null;
  });
}
