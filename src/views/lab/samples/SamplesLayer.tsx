import { useMemo } from 'react';
import { classNames } from '../../../components/classNames.ts';
import { useLookOptions } from '../../../store/lab.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import { PLANE_INSET } from '../planeView.ts';
import { logRatio, planarGaussian } from './importanceWeights.ts';
import levels from './levels.module.css';
import { noiseOf, samplesOf } from './noise.ts';
import { levelSize } from './ratioLevels.ts';
import styles from './SamplesLayer.module.css';
import { sampleDots, samplePaths } from './samplePaths.ts';

const CORNER = [PLANE_INSET.left, PLANE_INSET.top] as const;

/** Actions of one policy as dots, by how likely another one makes them compared with the old one. */
export default function SamplesLayer({ lab, evaluation, scale, side }: LayerProps) {
  const { from, weighed, seed, ...options } = useLookOptions();
  const count = Number(options.count);
  const policies = {
    old: planarGaussian(lab.old),
    proposed: planarGaussian(lab.proposed),
    projected: evaluation,
  };
  const drawn = policies[from];
  const { xx, xy, yy } = drawn.covariance;
  const [x, y] = drawn.mean;
  // While another policy is dragged the samples stay what they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers are the policy
  const samples = useMemo(() => samplesOf(drawn, noiseOf(seed), count), [xx, xy, yy, x, y, seed, count]);
  const dots = useMemo(() => sampleDots(samples, scale, CORNER, side), [samples, scale, side]);
  const paths = samplePaths(samples, dots, logRatio(policies[weighed], policies.old));
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn dot does not take the focus
    <g className={classNames(styles.samples, levels['levels'])} aria-hidden="true">
      {paths.map((d, level) =>
        d === '' ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the level is what it is
          <path key={level} data-level={level} d={d} strokeWidth={levelSize(level)} />
        ),
      )}
    </g>
  );
}
