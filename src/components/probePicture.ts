import type { Palette } from './palette.ts';

/** The policies of one state. `projected` is `null` where there is no layer. */
export interface ProbePolicies<Shape> {
  readonly old: Shape;
  readonly proposed: Shape;
  readonly projected: Shape | null;
}

/** How far the mean may go, drawn around the old mean. */
export interface MeanRegion {
  readonly radius: number;
  /** The radius is in units of the old standard deviation, else of the action. */
  readonly sigmas: boolean;
}

/** Height of the band over the picture of a state in which the state itself and its gauge stand, pixels. */
export const PROBE_BAND = 42;

export const REGION_DASH = [2, 3];
/** The proposed policy is told apart without colour as well, as in the Lab. */
const PROPOSED_DASH = [6, 3];
const SOLID: readonly number[] = [];

/**
 * Draws the policies of a state over one another: the old one filled, and filled too what the projection takes back of
 * the proposal, which is nothing where the layer lets it through unchanged.
 * @param trace adds a shape to the current path
 * @param mark draws where its mean is, in the colours and the line width set
 */
export function drawPolicies<Shape>(
  context: CanvasRenderingContext2D,
  { old, proposed, projected }: ProbePolicies<Shape>,
  palette: Palette,
  trace: (shape: Shape) => void,
  mark: (shape: Shape) => void,
): void {
  const draw = (shape: Shape, colour: string, lineWidth: number, dash: readonly number[] = SOLID) => {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = lineWidth;
    context.beginPath();
    trace(shape);
    if (shape === old) {
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
    }
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
    mark(shape);
  };
  draw(old, palette.old, 1.5);
  if (projected) {
    context.beginPath();
    trace(proposed);
    trace(projected);
    context.fillStyle = palette.proposed;
    context.globalAlpha = 0.3;
    context.fill('evenodd');
    context.globalAlpha = 1;
    draw(projected, palette.projected, 2.5);
  }
  // Dashed and on top: where it is the projected policy, both show.
  draw(proposed, palette.proposed, 1.75, PROPOSED_DASH);
}

/** Earlier proposals, thin and the fainter the older. */
export function drawTrail<Shape>(
  context: CanvasRenderingContext2D,
  trail: readonly Shape[],
  palette: Palette,
  trace: (shape: Shape) => void,
): void {
  context.strokeStyle = palette.proposed;
  context.lineWidth = 1;
  for (const [index, shape] of trail.entries()) {
    context.globalAlpha = 0.05 + (0.2 * (index + 1)) / trail.length;
    context.beginPath();
    trace(shape);
    context.stroke();
  }
  context.globalAlpha = 1;
}
