import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import * as m from '#words/learn';
import { classNames } from '../../../components/classNames.ts';
import shared from '../../../components/Handle.module.css';
import { HandleArea } from '../../../components/HandleArea.tsx';
import type { LabGaussian } from '../../../experiments/lab.ts';
import { contourOf, contourTransform } from '../../lab/contour.ts';
import { axisTip, covarianceOf, type Point } from '../../lab/labGeometry.ts';
import {
  dragTo,
  type Grip,
  type Handle,
  type HandleEnds,
  handleLabel,
  handleLimits,
  handleReading,
  handleValue,
  keepEnd,
  pressed,
} from '../../lab/planeHandles.ts';
import type { PlaneScale } from '../../lab/planeView.ts';
import styles from './Ghost.module.css';

const GRIPS = [1, 2, 'mean'] as const;
const START_ENDS: HandleEnds = { 'old-1': 1, 'old-2': 1, 'proposed-1': 1, 'proposed-2': 1 };

export interface GhostProps {
  readonly policy: LabGaussian;
  readonly scale: PlaneScale;
  /** `null` once it was scored: then it stays where it is. */
  readonly onPlace: ((policy: LabGaussian) => void) | null;
}

/** The policy a reader places where they think the answer is: dragged by its body and dots, or moved with keys. */
export function Ghost({ policy, scale, onPlace }: GhostProps) {
  const [ends, setEnds] = useState(START_ENDS);
  const grip = useRef<{ readonly grip: Grip; readonly offset: Point; readonly corner: Point } | null>(null);
  const contour = contourOf(policy.mean, covarianceOf(policy), scale);
  const at = (which: Grip): Point =>
    which === 'mean' ? policy.mean : axisTip(policy, which, ends[`proposed-${which}`]);
  const handleOf = (which: Grip): Handle => ({
    key: `proposed-${which}`,
    side: 'proposed',
    grip: which,
    at: at(which),
  });

  const take = (event: PointerEvent<SVGGElement>, which: Grip) => {
    if (onPlace === null || event.button !== 0) return;
    event.stopPropagation();
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const drawing = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const corner: Point = [drawing.left, drawing.top];
    const [x, y] = at(which);
    grip.current = {
      grip: which,
      corner,
      offset: [event.clientX - corner[0] - scale.x(x), event.clientY - corner[1] - scale.y(y)],
    };
  };
  const drag = (event: PointerEvent<SVGGElement>) => {
    const holding = grip.current;
    if (holding === null || onPlace === null) return;
    event.stopPropagation();
    const to = scale.invert(
      event.clientX - holding.corner[0] - holding.offset[0],
      event.clientY - holding.corner[1] - holding.offset[1],
    );
    const moved = dragTo(policy, holding.grip, to);
    setEnds((before) => keepEnd(before, handleOf(holding.grip), moved, to));
    onPlace(moved);
  };
  const drop = () => {
    grip.current = null;
  };
  const press = (event: KeyboardEvent, which: Grip) => {
    const next = pressed(policy, which, event.key, event.shiftKey);
    if (next === null || onPlace === null) return;
    event.preventDefault();
    setEnds((before) => keepEnd(before, handleOf(which), next, at(which)));
    onPlace(next);
  };

  return (
    <g className={styles.ghost}>
      <g
        className={classNames(styles.body, onPlace !== null && styles.movable)}
        transform={contourTransform(contour)}
        onPointerDown={(event) => take(event, 'mean')}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <circle className={styles.outer} r={2} />
        <circle className={styles.inner} r={1} />
      </g>
      {onPlace === null
        ? null
        : GRIPS.map((which) => {
            const [x, y] = at(which);
            const handle = handleOf(which);
            const { minimum, maximum } = handleLimits(handle);
            return (
              <g
                key={which}
                className={shared.handle}
                transform={`translate(${scale.x(x)} ${scale.y(y)})`}
                role="slider"
                tabIndex={0}
                aria-label={handleLabel(handle, m.predictedPolicy())}
                aria-roledescription={m.handle()}
                aria-valuemin={minimum}
                aria-valuemax={maximum}
                aria-valuenow={handleValue(policy, handle)}
                aria-valuetext={handleReading(policy, which)}
                onKeyDown={(event) => press(event, which)}
                onPointerDown={(event) => take(event, which)}
                onPointerMove={drag}
                onPointerUp={drop}
                onPointerCancel={drop}
              >
                <HandleArea ring={12} />
                <circle
                  className={which === 'mean' ? shared.dot : shared.grip}
                  r={which === 'mean' ? 6 : 5}
                />
              </g>
            );
          })}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn word does not take the focus */}
      <text
        className={styles.label}
        x={contour.x}
        y={contour.y + Math.sqrt(covarianceOf(policy).yy) * scale.factor - 12}
        aria-hidden="true"
      >
        {m.yourPrediction()}
      </text>
    </g>
  );
}
