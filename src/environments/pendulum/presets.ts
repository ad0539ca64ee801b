import type { TaskPreset } from '../environment.ts';

export const PENDULUM_PRESETS = [
  {
    id: 'pendulum',
    title: 'Pendulum, KL layer',
    caption: 'One action: the policies are bell curves, and every one of them moves at most to its bound.',
    layer: {},
  },
  {
    id: 'pendulum-ppo',
    title: 'Pendulum, PPO',
    caption:
      'The same agent held by a ratio clip: watch states drift beyond the bound that is only measured.',
    layer: { algorithm: 'ppo' },
  },
] as const satisfies readonly TaskPreset[];
