import { type ComponentType, lazy } from 'react';
import * as m from '#words/shell';
import type { ViewId } from '../../store/route.ts';

type Loader = () => Promise<{ readonly default: ComponentType }>;

interface View {
  readonly id: ViewId;
  readonly name: () => string;
  /** Reached from this one, and part of it in the header. */
  readonly within?: ViewId;
  readonly chunk: ViewChunk;
}

/** Code of its own, fetched when it is first shown, or before. */
interface ViewChunk {
  readonly fetch: () => Promise<unknown>;
  /** The same one from the first time on that it is asked for. */
  readonly component: () => ComponentType;
}

/** The views in the order of the header. */
export const VIEWS: readonly View[] = [
  { id: 'learn', name: m.learn, chunk: chunk(() => import('../learn/LearnView.tsx')) },
  { id: 'lab', name: m.lab, chunk: chunk(() => import('../lab/LabView.tsx')) },
  { id: 'simplex', name: m.simplex, within: 'lab', chunk: chunk(() => import('../simplex/SimplexView.tsx')) },
  { id: 'train', name: m.train, chunk: chunk(() => import('../train/TrainView.tsx')) },
  { id: 'compare', name: m.compare, chunk: chunk(() => import('../compare/CompareView.tsx')) },
];

/**
 * A component that is there at once where its chunk has come before it is first shown: React would show a lazy one's
 * fallback first, and then render it in slices between other work.
 */
function chunk(load: Loader): ViewChunk {
  let fetched: ComponentType | undefined;
  let loading: ReturnType<Loader> | undefined;
  const fetch = () => {
    loading ??= load().then((module) => {
      fetched = module.default;
      return module;
    });
    return loading;
  };
  let shown: ComponentType | undefined;
  return {
    fetch,
    component: () => {
      shown ??= fetched ?? lazy(fetch);
      return shown;
    },
  };
}

/** So long the page waits for its first view before it shows its frame without one. */
const PATIENCE_MILLISECONDS = 1000;

/** Brings a view before it is shown, so that page and view are one picture; comes back anyway where that takes long. */
export async function fetchView(id: ViewId): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS));
  // What does not come is said by the view's own boundary.
  const fetched = VIEWS.find((view) => view.id === id)
    ?.chunk.fetch()
    .catch(() => undefined);
  await Promise.race([fetched, late]);
}
