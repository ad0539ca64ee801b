import * as m from '#words/lab';
import { formatFixed } from '../../components/format.ts';
import { LAB_LIMITS, type LabGaussian } from '../../experiments/lab.ts';
import {
  type Axis,
  axisTip,
  dragAxis,
  nearerSide,
  type Point,
  turned,
  withMean,
  withSigma,
} from './labGeometry.ts';

/** The two Gaussians that can be edited. */
export type Side = 'old' | 'proposed';
export type Grip = 'mean' | Axis;

/** Something on the plane that can be held. */
export interface Handle {
  readonly key: `${Side}-${Grip}`;
  readonly side: Side;
  readonly grip: Grip;
  readonly at: Point;
  /** It lies under another one: it is drawn as a ring around that, and taken hold of there. */
  readonly halo?: boolean;
}

/** Pixels from the middle at which a ring around another handle is drawn. */
export const HALO_RADIUS = 12;

/** The handles with those marked that lie under a later one, nearer than `near` by that distance. */
export function withHalos(
  handles: readonly Handle[],
  distance: (a: Point, b: Point) => number,
  near: number,
): readonly Handle[] {
  return handles.map((handle, index) => {
    const covered = handles
      .slice(index + 1)
      .some((other) => other.grip === 'mean' && distance(handle.at, other.at) < near);
    return covered && handle.grip === 'mean' ? { ...handle, halo: true } : handle;
  });
}

/** Which end of each axis carries its handle. */
export type HandleEnds = { readonly [Key in `${Side}-${Axis}`]: 1 | -1 };

/** Handles in drawing order; of two in the same place the later one is taken. */
export function handlesOf(
  gaussians: Readonly<Record<Side, LabGaussian>>,
  ends: HandleEnds,
): readonly Handle[] {
  return (['old', 'proposed'] as const).flatMap((side): Handle[] => {
    const gaussian = gaussians[side];
    return [
      { key: `${side}-1`, side, grip: 1, at: axisTip(gaussian, 1, ends[`${side}-1`]) },
      { key: `${side}-2`, side, grip: 2, at: axisTip(gaussian, 2, ends[`${side}-2`]) },
      { key: `${side}-mean`, side, grip: 'mean', at: gaussian.mean },
    ];
  });
}

/** The handle a pointer means: the nearest, in pixels, a ring by its line; of equally near ones the one drawn on top. */
export function nearestHandle(
  handles: readonly Handle[],
  distance: (at: Point) => number,
): Handle | undefined {
  let nearest: Handle | undefined;
  let least = Infinity;
  for (const handle of handles) {
    const d = handle.halo ? Math.abs(distance(handle.at) - HALO_RADIUS) : distance(handle.at);
    if (d <= least + 1e-9) {
      least = d;
      nearest = handle;
    }
  }
  return nearest;
}

/** Where a held handle takes its Gaussian. */
export function dragTo(gaussian: LabGaussian, grip: Grip, to: Point): LabGaussian {
  return grip === 'mean' ? withMean(gaussian, to) : dragAxis(gaussian, grip, to);
}

const MEAN_STEP = 0.02;
const TURN_STEP = 1;
const LENGTH_FACTOR = 1.02;

/** What an arrow key does to a Gaussian, shift for ten at once; `null` for other keys. */
export function pressed(gaussian: LabGaussian, grip: Grip, key: string, shift: boolean): LabGaussian | null {
  const presses = shift ? 10 : 1;
  const across = { ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0;
  const along = { ArrowUp: 1, ArrowDown: -1 }[key] ?? 0;
  if (across === 0 && along === 0) return null;
  if (grip === 'mean') {
    const [x, y] = gaussian.mean;
    const tidy = (value: number) => Number(value.toFixed(6));
    return withMean(gaussian, [
      tidy(x + across * MEAN_STEP * presses),
      tidy(y + along * MEAN_STEP * presses),
    ]);
  }
  if (across !== 0) return turned(gaussian, -across * TURN_STEP * presses);
  const sigma = grip === 1 ? gaussian.sigma1 : gaussian.sigma2;
  return withSigma(gaussian, grip, Number((sigma * LENGTH_FACTOR ** (along * presses)).toPrecision(6)));
}

/** What a screen reader calls a handle; `name` where the picture has another name for its policy. */
export function handleLabel({ side, grip }: Pick<Handle, 'side' | 'grip'>, name?: string): string {
  if (name !== undefined) return grip === 'mean' ? m.namedMean({ name }) : m.namedAxis({ axis: grip, name });
  if (grip === 'mean') return side === 'old' ? m.oldMean() : m.proposedMean();
  return side === 'old' ? m.oldAxis({ axis: grip }) : m.proposedAxis({ axis: grip });
}

/** Where a handle is, in words and numbers. */
export function handleReading(gaussian: LabGaussian, grip: Grip): string {
  const [x, y] = gaussian.mean.map((value) => formatFixed(value)) as [string, string];
  if (grip === 'mean') return m.meanPlace({ x, y });
  const sigma = grip === 1 ? gaussian.sigma1 : gaussian.sigma2;
  const angle = gaussian.angle + (grip === 1 ? 0 : 90);
  return m.axisPlace({ length: formatFixed(sigma), angle: formatFixed(angle, 0) });
}

/** The end of the axis that stays near a point when the angle wraps at ±90°. */
export function keepEnd(
  ends: HandleEnds,
  { side, grip }: Handle,
  gaussian: LabGaussian,
  near: Point,
): HandleEnds {
  if (grip === 'mean') return ends;
  const end = nearerSide(gaussian, grip, near);
  // The other axis turns along: its end keeps its handedness.
  const other = grip === 1 ? 2 : 1;
  if (end === ends[`${side}-${grip}`]) return ends;
  return {
    ...ends,
    [`${side}-${grip}`]: end,
    [`${side}-${other}`]: -ends[`${side}-${other}`] as 1 | -1,
  };
}

/** What a handle's first number may be. */
export function handleLimits({ grip }: Pick<Handle, 'grip'>) {
  return grip === 'mean' ? LAB_LIMITS.mean : LAB_LIMITS.sigma;
}

/** The first of the two numbers a handle sets; both are in its text. */
export function handleValue(gaussian: LabGaussian, { grip }: Pick<Handle, 'grip'>): number {
  const value = grip === 'mean' ? gaussian.mean[0] : grip === 1 ? gaussian.sigma1 : gaussian.sigma2;
  return Number(value.toFixed(3));
}
