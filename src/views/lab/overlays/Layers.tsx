import { Suspense } from 'react';
import type { LookId } from '../../../experiments/looks.ts';
import type { LayerProps } from './overlay.ts';
import { OVERLAYS } from './registry.ts';

/** What the closer looks that are on draw in the plane. */
export function Layers({ on, ...props }: LayerProps & { readonly on: readonly LookId[] }) {
  return on.map((id) => {
    const Layer = OVERLAYS[id].layer;
    return Layer ? (
      <Suspense key={id}>
        <Layer {...props} />
      </Suspense>
    ) : null;
  });
}
