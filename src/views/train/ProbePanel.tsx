import { isDiscrete } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { CategoricalProbes } from './CategoricalProbes.tsx';
import { GaussianProbes } from './GaussianProbes.tsx';
import type { RunPanelProps } from './trainPanel.ts';

/** Old, proposed and projected policy at a handful of states that stay the same for the whole run. */
export function ProbePanel(props: RunPanelProps) {
  const { actionSpace } = environmentById(props.run.configuration.environment);
  return isDiscrete(actionSpace) ? (
    <CategoricalProbes {...props} actionSpace={actionSpace} />
  ) : (
    <GaussianProbes {...props} actionSpace={actionSpace} />
  );
}
