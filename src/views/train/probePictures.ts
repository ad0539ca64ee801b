import * as m from '#words/train';
import { drawBellPicture } from '../../components/bellPicture.ts';
import { drawBoundGauge, type GaugeRow } from '../../components/boundGauge.ts';
import { drawEllipsePicture } from '../../components/ellipsePicture.ts';
import { formatSignificant } from '../../components/format.ts';
import {
  type Bell,
  type Frame,
  magnifyBell,
  magnifyOutline,
  type Outline,
} from '../../components/gaussianOutline.ts';
import type { Palette } from '../../components/palette.ts';
import type { MeanRegion, ProbePolicies } from '../../components/probePicture.ts';
import type { BoxSpace } from '../../environments/environment.ts';
import type { StatePolicies } from '../../trainer/events.ts';
import { bellFrame, magnified, outlineFrame, probeBells, probeOutlines, type Shown } from './probeScale.ts';
import { ShapeTrail } from './shapeTrail.ts';
import type { ReadProbes, ShownProbes } from './useProbes.ts';

/** The pictures of all probe states of one agent's newest report. */
export interface ProbePictures {
  /** Draws nothing before the first report. */
  draw(
    index: number,
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    palette: Palette,
  ): void;
  /** The picture in a sentence. */
  describe(index: number): string;
}

/** What tells pictures over one action from those over two. */
interface Kind<Shape> {
  policiesOf(probes: Shown): readonly ProbePolicies<Shape>[];
  magnify(shape: Shape, old: Shape, factor: number): Shape;
  frameOf(drawn: ProbePolicies<Shape>, previous: Frame | null): Frame;
  draw(
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    policies: ProbePolicies<Shape>,
    trail: readonly Shape[],
    region: MeanRegion | null,
    frame: Frame,
    magnification: number,
    palette: Palette,
  ): void;
  describe(policies: ProbePolicies<Shape>): string;
}

export interface ProbeView {
  readonly actionSpace: BoxSpace;
  /** The actions drawn, where there are several. */
  readonly pair: readonly [number, number];
  /** How many times as large as they are the moves away from the old policy are drawn. */
  readonly magnification: number;
  readonly region: MeanRegion | null;
  readonly bounds: { readonly mean: number; readonly covariance: number };
}

/** Over one action bell curves, over more the ellipses of a pair. */
export function createProbePictures(read: ReadProbes, view: ProbeView): ProbePictures {
  return view.actionSpace.size === 1
    ? picturesOf(bells(view.actionSpace), read, view)
    : picturesOf(ellipses(view.actionSpace, view.pair), read, view);
}

/** What the pictures need is worked out once per report for all of them. */
function picturesOf<Shape>(
  kind: Kind<Shape>,
  read: ReadProbes,
  { magnification, region, bounds }: ProbeView,
): ProbePictures {
  let seen: ShownProbes | null = null;
  const trails: ShapeTrail<Shape>[] = [];
  let frames: readonly Frame[] = [];
  let policies: readonly ProbePolicies<Shape>[] = [];
  let drawn: readonly ProbePolicies<Shape>[] = [];
  let gauges: readonly (readonly GaugeRow[])[] = [];
  const update = () => {
    const shown = read();
    if (shown === seen || shown === null) return;
    seen = shown;
    const { iteration, probes } = shown;
    policies = kind.policiesOf(probes);
    for (const [index, { proposed }] of policies.entries()) {
      trails[index] ??= new ShapeTrail();
      trails[index].add(iteration, proposed);
    }
    drawn = policies.map((one) => magnified(one, (shape, old) => kind.magnify(shape, old, magnification)));
    frames = drawn.map((one, index) => kind.frameOf(one, frames[index] ?? null));
    gauges = policies.map((_, index) => gaugeRows(probes, index, bounds));
  };
  return {
    draw: (index, context, width, height, palette) => {
      update();
      const shown = drawn[index];
      const frame = frames[index];
      if (shown === undefined || frame === undefined) return;
      const shownRegion = region && { ...region, radius: region.radius * magnification };
      // What is drawn larger is drawn from the present old policy, which the past ones were not compared with.
      const trail = magnification === 1 ? trails[index]!.before(seen!.iteration) : [];
      kind.draw(context, width, height, shown, trail, shownRegion, frame, magnification, palette);
      drawBoundGauge(context, width - GAUGE_MARGIN, GAUGE_MARGIN, gauges[index]!, palette);
    },
    describe: (index) => {
      update();
      const shown = policies[index];
      const number = index + 1;
      return shown === undefined
        ? m.stateNothing({ number })
        : m.stateIs({ number, policies: kind.describe(shown) });
    },
  };
}

const GAUGE_MARGIN = 5;

function gaugeRows(
  { proposedDistance, projectedDistance }: StatePolicies,
  index: number,
  bounds: ProbeView['bounds'],
): GaugeRow[] {
  return (['mean', 'covariance'] as const).map((part) => ({
    name: part === 'mean' ? 'μ' : 'Σ',
    proposed: proposedDistance[part][index]!,
    projected: projectedDistance && projectedDistance[part][index]!,
    bound: bounds[part],
  }));
}

function bells({ low, high }: BoxSpace): Kind<Bell> {
  const box = { low: low[0]!, high: high[0]! };
  const words = ({ mean, deviation }: Bell) =>
    m.bell({ mean: formatSignificant(mean, 2), deviation: formatSignificant(deviation, 2) });
  return {
    policiesOf: probeBells,
    magnify: magnifyBell,
    frameOf: bellFrame,
    draw: (context, width, height, policies, trail, region, frame, magnification, palette) =>
      drawBellPicture(context, width, height, policies, trail, region, frame, magnification, box, palette),
    describe: ({ old, proposed, projected }) =>
      projected
        ? m.bellsProjected({ old: words(old), proposed: words(proposed), projected: words(projected) })
        : m.bells({ old: words(old), proposed: words(proposed) }),
  };
}

function ellipses({ size, low, high }: BoxSpace, pair: readonly [number, number]): Kind<Outline> {
  const [across, up] = pair;
  const box = { low: [low[across]!, low[up]!], high: [high[across]!, high[up]!] } as const;
  const point = ({ x, y }: Outline) => `(${formatSignificant(x, 2)}, ${formatSignificant(y, 2)})`;
  return {
    policiesOf: (probes) => probeOutlines(probes, size, pair),
    magnify: magnifyOutline,
    frameOf: outlineFrame,
    draw: (context, width, height, policies, trail, region, frame, magnification, palette) =>
      drawEllipsePicture(context, width, height, policies, trail, region, frame, magnification, box, palette),
    describe: ({ old, proposed, projected }) =>
      projected
        ? m.meansProjected({ old: point(old), proposed: point(proposed), projected: point(projected) })
        : m.means({ old: point(old), proposed: point(proposed) }),
  };
}
