import { type KeyboardEvent, memo, useMemo, useRef } from 'react';
import * as m from '#words/lab';
import { classNames } from '../../components/classNames.ts';
import shared from '../../components/Handle.module.css';
import { HandleArea } from '../../components/HandleArea.tsx';
import roles from '../../components/policyRoles.module.css';
import type { LabConfiguration, LabGaussian } from '../../experiments/lab.ts';
import { axisTip } from './labGeometry.ts';
import styles from './PlaneHandles.module.css';
import {
  type Grip,
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
  const current = useRef({ handles, onKey, onFocus });
  current.current = { handles, onKey, onFocus };
  // The same functions in every frame: a handle that does not move is not drawn again.
  const answers = useMemo((): HandleAnswers => {
    const withHandle = (key: Handle['key'], answer: (handle: Handle) => void) => {
      const handle = current.current.handles.find((other) => other.key === key);
      if (handle !== undefined) answer(handle);
    };
    return {
      onKey: (key, event) => withHandle(key, (handle) => current.current.onKey(handle, event)),
      onFocus: (key) => withHandle(key, (handle) => current.current.onFocus(handle)),
    };
  }, []);
  return handles.map((handle) => (
    <HandleOf
      key={handle.key}
      name={handle.key}
      side={handle.side}
      grip={handle.grip}
      halo={handle.halo ?? false}
      gaussian={lab[handle.side]}
      x={scale.x(handle.at[0])}
      y={scale.y(handle.at[1])}
      held={held === handle.key}
      policy={names?.[handle.side]}
      answers={answers}
    />
  ));
}

interface HandleAnswers {
  readonly onKey: (key: Handle['key'], event: KeyboardEvent) => void;
  readonly onFocus: (key: Handle['key']) => void;
}

const HandleOf = memo(function HandleOf({
  name,
  side,
  grip,
  halo,
  gaussian,
  x,
  y,
  held,
  policy,
  answers,
}: {
  readonly name: Handle['key'];
  readonly side: Side;
  readonly grip: Grip;
  readonly halo: boolean;
  readonly gaussian: LabGaussian;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
  readonly held: boolean;
  /** What the picture calls its policy. */
  readonly policy: string | undefined;
  readonly answers: HandleAnswers;
}) {
  const { minimum, maximum } = handleLimits({ grip });
  return (
    <g
      className={classNames(shared.handle, roles[side], held && shared.held)}
      transform={`translate(${x} ${y})`}
      role="slider"
      tabIndex={0}
      data-handle={name}
      aria-label={handleLabel({ side, grip }, policy)}
      aria-roledescription={m.handle()}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      aria-valuenow={handleValue(gaussian, { grip })}
      aria-valuetext={handleReading(gaussian, grip)}
      onKeyDown={(event) => answers.onKey(name, event)}
      onFocus={() => answers.onFocus(name)}
    >
      <HandleArea ring={12} />
      {halo ? (
        <circle className={styles.halo} r={HALO_RADIUS} />
      ) : grip === 'mean' ? (
        <circle className={shared.dot} r={6} />
      ) : (
        <circle className={shared.grip} r={5} />
      )}
    </g>
  );
});

/** Thin lines from the mean to the handles of its axes. */
export const Spokes = memo(function Spokes({
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
});
