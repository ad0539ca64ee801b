import { drawArcArrow, drawCircle, type LineStyle } from '../drawing.ts';
import type { ScenePalette } from '../environment.ts';
import { clamp } from '../limits.ts';

/** What an arm looks like in one state: canvas coordinates of pivot, joints and tip, and the canvas heading of every link. */
export interface ArmPose {
  /** [links + 1], CSS pixels. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Direction of each link, radians, clockwise on the screen. [links] */
  readonly heading: readonly number[];
}

/** Angle that the arc of the largest torque spans, rad, and how far from the link it begins, so that the link hides none of it. */
const TORQUE_SPAN = 0.65 * Math.PI;
const TORQUE_GAP = 0.4;
/** The tip's trail shows its way in this time, s. */
const TRAIL_TIME = 0.15;
const TRAIL_PIECES = 12;

/**
 * Lays out a chain of equal links.
 * @param angles of the joints, rad, each relative to the link before, counter-clockwise
 * @param length of a link, CSS pixels
 * @param zero canvas heading of the first link where its angle is 0, rad
 */
export function poseArm(
  angles: ArrayLike<number>,
  links: number,
  pivotX: number,
  pivotY: number,
  length: number,
  zero: number,
): ArmPose {
  const x = [pivotX];
  const y = [pivotY];
  const heading: number[] = [];
  let direction = zero;
  for (let i = 0; i < links; i++) {
    // The canvas turns the other way.
    direction -= angles[i]!;
    heading.push(direction);
    x.push(x[i]! + length * Math.cos(direction));
    y.push(y[i]! + length * Math.sin(direction));
  }
  return { x, y, heading };
}

/**
 * Where the tip came from: its way with every joint run back at its present velocity, fading into the past.
 * @param state a row of [angles, velocities, …]
 */
export function drawTipTrail(
  context: CanvasRenderingContext2D,
  state: ArrayLike<number>,
  links: number,
  length: number,
  zero: number,
  pose: ArmPose,
  palette: ScenePalette,
): void {
  context.strokeStyle = palette.quietInk;
  context.lineWidth = 2;
  context.lineCap = 'butt';
  let fromX = pose.x[links]!;
  let fromY = pose.y[links]!;
  for (let piece = 1; piece <= TRAIL_PIECES; piece++) {
    const ago = (TRAIL_TIME * piece) / TRAIL_PIECES;
    const angles = Array.from({ length: links }, (_, i) => state[i]! - ago * state[links + i]!);
    const { x, y } = poseArm(angles, links, pose.x[0]!, pose.y[0]!, length, zero);
    context.globalAlpha = 1 - (piece - 0.5) / TRAIL_PIECES;
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(x[links]!, y[links]!);
    context.stroke();
    fromX = x[links]!;
    fromY = y[links]!;
  }
  context.globalAlpha = 1;
}

/** Links as rounded bars, thinner towards the tip, which is a disc; joints as open rings. `thickness` of the first link, CSS pixels. */
export function drawLinks(
  context: CanvasRenderingContext2D,
  pose: ArmPose,
  thickness: number,
  palette: ScenePalette,
): void {
  const links = pose.heading.length;
  context.strokeStyle = palette.ink;
  context.lineCap = 'round';
  for (let i = 0; i < links; i++) {
    context.lineWidth = thickness * (1 - (0.4 * i) / links);
    context.beginPath();
    context.moveTo(pose.x[i]!, pose.y[i]!);
    context.lineTo(pose.x[i + 1]!, pose.y[i + 1]!);
    context.stroke();
  }
  drawCircle(context, pose.x[links]!, pose.y[links]!, 0.75 * thickness, { fill: palette.ink });

  context.fillStyle = palette.panel;
  context.strokeStyle = palette.ink;
  context.lineWidth = Math.max(1, 0.3 * thickness);
  for (let i = 0; i < links; i++) {
    context.beginPath();
    context.arc(pose.x[i]!, pose.y[i]!, (i === 0 ? 0.85 : 0.6) * thickness, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/**
 * The torque of a joint as an arc about it, beside the link that it turns.
 * @param joint 0 is the pivot
 * @param share of the largest torque, counter-clockwise; clipped to ±1
 */
export function drawJointTorque(
  context: CanvasRenderingContext2D,
  pose: ArmPose,
  joint: number,
  share: number,
  radius: number,
  style: LineStyle,
): void {
  const torque = clamp(share, -1, 1);
  const from = pose.heading[joint]! - Math.sign(torque) * TORQUE_GAP;
  const to = from - torque * TORQUE_SPAN;
  drawArcArrow(context, pose.x[joint]!, pose.y[joint]!, radius, from, to, style);
}
