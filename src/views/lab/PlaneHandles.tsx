import type { KeyboardEvent } from 'react';
import * as m from '#words/lab';
import { classNames } from '../../components/classNames.ts';
import shared from '../../components/Handle.module.css';
import { HandleArea } from '../../components/HandleArea.tsx';
import roles from '../../components/policyRoles.module.css';
import type { LabConfiguration, LabGaussian } from '../../experiments/lab.ts';
import { axisTip } from './labGeometry.ts';
import styles from './PlaneHandles.module.css';
import {
  HALO_RADIUS,
  type Handle,
  type HandleEnds,
  handleLabel,
  handleLimits,
  handleReading,
  handleValue,
  type Side,
} from './planeHandles.ts';
import type { PlaneNames } from './planeParts.ts';
import type { PlaneScale } from './planeView.ts';

export interface PlaneHandlesProps {
  readonly lab: LabConfiguration;
  readonly handles: readonly Handle[];
  readonly scale: PlaneScale;
  /** The one a pointer holds. */
  readonly held: Handle['key'] | null;
  readonly names: PlaneNames | undefined;
  readonly onKey: (handle: Handle, event: KeyboardEvent) => void;
  readonly onFocus: (handle: Handle) => void;
}

/** What can be moved: a mean in both directions, the tip of an axis in length and angle; each a slider for keys. */
export function PlaneHandles({ lab, handles, scale, held, names, onKey, onFocus }: PlaneHandlesProps) {
  return handles.map((handle) => {
    const { minimum, maximum } = handleLimits(handle);
    return (
      <g
        key={handle.key}
        className={classNames(shared.handle, roles[handle.side], held === handle.key && shared.held)}
        transform={`translate(${scale.x(handle.at[0])} ${scale.y(handle.at[1])})`}
        role="slider"
        tabIndex={0}
        data-handle={handle.key}
        aria-label={handleLabel(handle, names?.[handle.side])}
        aria-roledescription={m.handle()}
        aria-valuemin={minimum}
        aria-valuemax={maximum}
        aria-valuenow={handleValue(lab[handle.side], handle)}
        aria-valuetext={handleReading(lab[handle.side], handle.grip)}
        onKeyDown={(event) => onKey(handle, event)}
        onFocus={() => onFocus(handle)}
      >
        <HandleArea ring={12} />
        {handle.halo ? (
          <circle className={styles.halo} r={HALO_RADIUS} />
        ) : handle.grip === 'mean' ? (
          <circle className={shared.dot} r={6} />
        ) : (
          <circle className={shared.grip} r={5} />
        )}
      </g>
    );
  });
}

/** Thin lines from the mean to the handles of its axes. */
export function Spokes({
  side,
  gaussian,
  ends,
  scale,
}: {
  readonly side: Side;
  readonly gaussian: LabGaussian;
  readonly ends: HandleEnds;
  readonly scale: PlaneScale;
}) {
  const x = scale.x(gaussian.mean[0]);
  const y = scale.y(gaussian.mean[1]);
  return (
    <g className={classNames(styles.spokes, roles[side])}>
      {([1, 2] as const).map((axis) => {
        const tip = axisTip(gaussian, axis, ends[`${side}-${axis}`]);
        return <line key={axis} x1={x} y1={y} x2={scale.x(tip[0])} y2={scale.y(tip[1])} />;
      })}
    </g>
  );
}
