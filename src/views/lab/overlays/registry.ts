import { lazy } from 'react';
import * as m from '#words/looks';
import type { LookId } from '../../../experiments/looks.ts';
import type { Overlay } from './overlay.ts';

/** What each closer look is. The order of the switches is that of `LOOK_IDS`, and so is that of the layers, from below. */
export const OVERLAYS: Readonly<Record<LookId, Overlay>> = {
  shapes: {
    get name() {
      return m.shapesName();
    },
    get sentence() {
      return m.shapesSentence();
    },
    layer: lazy(() => import('../shape/ShapeLayer.tsx')),
    panel: lazy(() => import('../shape/ShapePanel.tsx')),
  },
  gradient: {
    get name() {
      return m.gradientName();
    },
    get sentence() {
      return m.gradientSentence();
    },
    layer: lazy(() => import('../gradient/GradientLayer.tsx')),
    panel: lazy(() => import('../gradient/GradientPanel.tsx')),
  },
  approximations: {
    get name() {
      return m.approximationsName();
    },
    get sentence() {
      return m.approximationsSentence();
    },
    layer: lazy(() => import('../approximations/ApproximationsLayer.tsx')),
    names: lazy(() => import('../approximations/ApproximationsNames.tsx')),
    panel: lazy(() => import('../approximations/ApproximationsPanel.tsx')),
  },
  cases: {
    get name() {
      return m.casesName();
    },
    get sentence() {
      return m.casesSentence();
    },
    layer: lazy(() => import('../cases/CasesLayer.tsx')),
    panel: lazy(() => import('../cases/CasesPanel.tsx')),
  },
  samples: {
    get name() {
      return m.samplesName();
    },
    get sentence() {
      return m.samplesSentence();
    },
    layer: lazy(() => import('../samples/SamplesLayer.tsx')),
    panel: lazy(() => import('../samples/SamplesPanel.tsx')),
  },
  landscape: {
    get name() {
      return m.landscapeName();
    },
    get sentence() {
      return m.landscapeSentence();
    },
    ground: lazy(() => import('../landscape/LandscapeGround.tsx')),
    panel: lazy(() => import('../landscape/LandscapePanel.tsx')),
  },
  actions: {
    get name() {
      return m.actionsName();
    },
    get sentence() {
      return m.actionsSentence();
    },
    panel: lazy(() => import('../dimensions/ActionsPanel.tsx')),
  },
};
