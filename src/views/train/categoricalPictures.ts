import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import * as m from '#words/train';
import { formatShare } from '../../components/axisTicks.ts';
import {
  type BarsPicture,
  drawBarsPicture,
  MOST_ROWS,
  type Probabilities,
} from '../../components/barsPicture.ts';
import { drawBoundGauge, type GaugeRow } from '../../components/boundGauge.ts';
import { probabilityRange } from '../../components/probabilityRange.ts';
import type { ProbePolicies } from '../../components/probePicture.ts';
import type { DiscreteSpace } from '../../environments/environment.ts';
import type { StatePolicies } from '../../trainer/events.ts';
import type { ProbePictures } from './probePictures.ts';
import { magnified, policiesIn } from './probeScale.ts';
import type { ReadProbes, ShownProbes } from './useProbes.ts';

export interface CategoricalView {
  readonly actionSpace: DiscreteSpace;
  /** How many times as large as they are the moves away from the old policy are drawn. */
  readonly magnification: number;
  readonly bound: number;
  /** Of the layer; `null` without one. */
  readonly metric: CategoricalMetricId | null;
}

/** Actions that a sentence about a policy names. */
const NAMED = 3;
const GAUGE_MARGIN = 5;

/** The policies over discrete actions of all probe states, worked out once a report. */
export function categoricalPictures(
  read: ReadProbes,
  { actionSpace, magnification, bound, metric }: CategoricalView,
): ProbePictures {
  let seen: ShownProbes | null = null;
  let policies: readonly ProbePolicies<Probabilities>[] = [];
  let pictures: readonly BarsPicture[] = [];
  let gauges: readonly (readonly GaugeRow[])[] = [];
  const update = () => {
    const shown = read();
    if (shown === seen || shown === null) return;
    seen = shown;
    const { labels, size } = actionSpace;
    policies = probabilitiesOf(shown.probes, size);
    pictures = policies.map((one) => {
      const listed = listedActions(one);
      const rows = (policy: Probabilities) => withOthers(policy, listed);
      const within = (action: number) =>
        metric && rangeOf(metric, Array.from(one.old), action, bound, magnification);
      return {
        policies: magnified(mapped(one, rows), (policy, old) => magnify(policy, old, magnification)),
        acting: rows(one.proposed),
        ranges: listed.map(within),
        labels: [
          ...listed.map((action) => labels[action]!),
          ...(listed.length < size ? [m.otherActions({ count: size - listed.length })] : []),
        ],
      };
    });
    gauges = policies.map((_, index) => [gaugeRow(shown.probes, index, bound)]);
  };
  return {
    draw: (index, context, width, height, palette) => {
      update();
      const picture = pictures[index];
      if (picture === undefined) return;
      drawBarsPicture(context, width, height, picture, palette);
      drawBoundGauge(context, width - GAUGE_MARGIN, GAUGE_MARGIN, gauges[index]!, palette);
    },
    describe: (index) => {
      update();
      const shown = policies[index];
      const number = index + 1;
      if (shown === undefined) return m.stateNothing({ number });
      return m.stateIs({ number, policies: describe(shown, actionSpace.labels) });
    },
  };
}

/** The policies of every state, a row of probabilities each. */
function probabilitiesOf(
  probes: Pick<StatePolicies, 'old' | 'proposed' | 'projected'>,
  actions: number,
): ProbePolicies<Float64Array>[] {
  return Array.from({ length: probes.old.mean.length / actions }, (_, row) =>
    policiesIn(probes, ({ mean }) => mean.subarray(row * actions, (row + 1) * actions)),
  );
}

const withinOne = (probability: number) => Math.max(0, Math.min(1, probability));

function magnify(policy: Probabilities, old: Probabilities, factor: number): Float64Array {
  return Float64Array.from(policy, (value, i) => withinOne(old[i]! + factor * (value - old[i]!)));
}

function rangeOf(
  metric: CategoricalMetricId,
  old: readonly number[],
  action: number,
  bound: number,
  magnification: number,
): readonly [number, number] {
  const drawn = (end: number) => withinOne(old[action]! + magnification * (end - old[action]!));
  const [low, high] = probabilityRange(metric, old, action, bound);
  return [drawn(low), drawn(high)];
}

/** All actions where there is room for them, else those that a policy gives most to, the likeliest first. */
function listedActions({ old, proposed, projected }: ProbePolicies<Probabilities>): readonly number[] {
  const all = Array.from(old, (_, action) => action);
  if (all.length <= MOST_ROWS) return all;
  const weight = (action: number) =>
    Math.max(old[action]!, proposed[action]!, projected === null ? 0 : projected[action]!);
  return all.sort((a, b) => weight(b) - weight(a)).slice(0, MOST_ROWS - 1);
}

/** The probabilities of these actions, and of all others together where there are any. */
function withOthers(policy: Probabilities, listed: readonly number[]): Float64Array {
  const shown = listed.map((action) => policy[action]!);
  if (shown.length === policy.length) return Float64Array.from(shown);
  return Float64Array.from([...shown, withinOne(1 - shown.reduce((sum, one) => sum + one, 0))]);
}

function mapped<From, To>(
  { old, proposed, projected }: ProbePolicies<From>,
  map: (policy: From) => To,
): ProbePolicies<To> {
  return { old: map(old), proposed: map(proposed), projected: projected === null ? null : map(projected) };
}

function gaugeRow(
  { proposedDistance, projectedDistance }: StatePolicies,
  index: number,
  bound: number,
): GaugeRow {
  return {
    // not words: a symbol
    name: 'd',
    proposed: proposedDistance.mean[index]!,
    projected: projectedDistance && projectedDistance.mean[index]!,
    bound,
  };
}

/** The likeliest actions of the three policies, in words. */
function describe(
  { old, proposed, projected }: ProbePolicies<Probabilities>,
  labels: readonly string[],
): string {
  const words = (policy: Probabilities) =>
    labels
      .map((label, action) => ({ label, probability: policy[action]! }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, NAMED)
      .map(({ label, probability }) => `${label} ${formatShare(probability)}`)
      .join(', ');
  return projected
    ? m.bellsProjected({ old: words(old), proposed: words(proposed), projected: words(projected) })
    : m.bells({ old: words(old), proposed: words(proposed) });
}
