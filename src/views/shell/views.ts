import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import * as m from '#words/shell';
import type { ViewId } from '../../store/route.ts';

interface View {
  readonly id: ViewId;
  readonly name: () => string;
  /** Reached from this one, and part of it in the header. */
  readonly within?: ViewId;
  /** A chunk of its own, loaded when it is first shown. */
  readonly component: LazyExoticComponent<ComponentType>;
}

/** The views in the order of the header. */
export const VIEWS: readonly View[] = [
  { id: 'learn', name: m.learn, component: lazy(() => import('../learn/LearnView.tsx')) },
  { id: 'lab', name: m.lab, component: lazy(() => import('../lab/LabView.tsx')) },
  {
    id: 'simplex',
    name: m.simplex,
    within: 'lab',
    component: lazy(() => import('../simplex/SimplexView.tsx')),
  },
  { id: 'train', name: m.train, component: lazy(() => import('../train/TrainView.tsx')) },
  { id: 'compare', name: m.compare, component: lazy(() => import('../compare/CompareView.tsx')) },
];
