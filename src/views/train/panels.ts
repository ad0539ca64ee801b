import * as m from '#words/train';
import { environmentById } from '../../environments/environmentById.ts';
import { DistancePanel } from './DistancePanel.tsx';
import { EnvironmentPanel } from './EnvironmentPanel.tsx';
import { FieldPanel } from './FieldPanel.tsx';
import { MapPanel } from './MapPanel.tsx';
import { MetricsPanel } from './MetricsPanel.tsx';
import { ProbePanel } from './ProbePanel.tsx';
import { ReturnPanel } from './ReturnPanel.tsx';
import { RunsPanel } from './RunsPanel.tsx';
import { SlowMotionPanel } from './slow/SlowMotionPanel.tsx';
import type { TrainPanel } from './trainPanel.ts';

/** The panels of Train, in the order in which they fill their area and stand on a phone. */
export const TRAIN_PANELS: readonly TrainPanel[] = [
  { id: 'environment', area: 'stage', Component: EnvironmentPanel },
  {
    id: 'map',
    area: 'stage',
    term: 'trust-region',
    get title() {
      return m.map();
    },
    get promise() {
      return m.mapPromise();
    },
    tall: true,
    bySeed: true,
    RunComponent: MapPanel,
  },
  {
    id: 'return',
    area: 'stage',
    term: 'return',
    get title() {
      return m.return();
    },
    get promise() {
      return m.returnPromise();
    },
    tall: true,
    RunComponent: ReturnPanel,
  },
  {
    id: 'distances',
    area: 'stage',
    term: 'old-policy',
    get title() {
      return m.distances();
    },
    get promise() {
      return m.distancesPromise();
    },
    tall: true,
    bySeed: true,
    RunComponent: DistancePanel,
  },
  {
    id: 'probes',
    area: 'grid',
    term: 'probe-state',
    get title() {
      return m.probes();
    },
    get promise() {
      return m.probesPromise();
    },
    tall: true,
    wide: true,
    bySeed: true,
    RunComponent: ProbePanel,
  },
  {
    id: 'field',
    area: 'grid',
    term: 'policy',
    get title() {
      return m.field();
    },
    get promise() {
      return m.fieldPromise();
    },
    tall: true,
    wide: true,
    applies: ({ environment }) => environmentById(environment).plane !== undefined,
    bySeed: true,
    RunComponent: FieldPanel,
  },
  { id: 'slow-motion', area: 'grid', Component: SlowMotionPanel },
  {
    id: 'metrics',
    area: 'strip',
    term: 'iteration',
    get title() {
      return m.lastIteration();
    },
    get promise() {
      return m.lastIterationPromise();
    },
    bySeed: true,
    RunComponent: MetricsPanel,
  },
  { id: 'runs', area: 'strip', Component: RunsPanel },
];
