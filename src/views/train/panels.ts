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
    title: 'Trust-region map',
    promise:
      'how far every state moved from the old policy in every iteration, with the bound drawn through: when a run keeps its promise, and when it breaks it.',
    tall: true,
    RunComponent: MapPanel,
  },
  {
    id: 'return',
    area: 'stage',
    term: 'return',
    title: 'Return',
    promise:
      'the return of the episodes that end is drawn here against environment steps, and the entropy of the policy beneath it.',
    tall: true,
    RunComponent: ReturnPanel,
  },
  {
    id: 'distances',
    area: 'stage',
    term: 'old-policy',
    title: 'Distance from old policy',
    promise:
      'how far the policy moved in every state of the batch, as proposed and as projected, with the bound drawn.',
    tall: true,
    RunComponent: DistancePanel,
  },
  {
    id: 'probes',
    area: 'grid',
    term: 'probe-state',
    title: 'Policies at six states',
    promise:
      'for a handful of states of the batch, the old policy, the one the network proposes and the one the layer lets through.',
    tall: true,
    wide: true,
    RunComponent: ProbePanel,
  },
  {
    id: 'field',
    area: 'grid',
    term: 'policy',
    title: 'Policy field',
    promise:
      'the policy and the value all over two dimensions of the task’s states, before and after every update.',
    tall: true,
    wide: true,
    applies: ({ environment }) => environmentById(environment).plane !== undefined,
    RunComponent: FieldPanel,
  },
  { id: 'slow-motion', area: 'grid', Component: SlowMotionPanel },
  {
    id: 'metrics',
    area: 'strip',
    term: 'iteration',
    title: 'Last iteration',
    promise: 'losses, entropy, states beyond a bound, and speed.',
    RunComponent: MetricsPanel,
  },
  { id: 'runs', area: 'strip', Component: RunsPanel },
];
