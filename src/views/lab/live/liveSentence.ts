import * as m from '#words/live';
import { formatShort, formatSignificant } from '../../../components/format.ts';
import type { Evaluation, PartReading } from '../evaluate.ts';

/** What each part of a step came to, a sentence each: how far, how far it may be, and what the layer did. */
export function liveSentence({ meanPart, covariancePart, entropyBefore, entropyAfter }: Evaluation): string {
  const inside = [meanPart, covariancePart].every(({ binds, leaves }) => !binds && !leaves);
  // Where a bound binds too, the projection changes the entropy as well.
  const after = entropyAfter === entropyBefore ? m.unchanged() : m.entropyStep();
  return [
    said(meanPart, { inside: m.meanInside, onBound: m.meanOnBound, pushedOut: m.meanPushedOut }),
    said(covariancePart, {
      inside: m.covarianceInside,
      onBound: m.covarianceOnBound,
      pushedOut: m.covariancePushedOut,
    }),
    ...(inside ? [after] : []),
  ].join(' ');
}

interface Distances {
  readonly before: string;
  readonly bound: string;
}

function said(
  { before, bound, after, binds, leaves }: PartReading,
  sentences: {
    readonly inside: (distances: Distances) => string;
    readonly onBound: (distances: Distances) => string;
    readonly pushedOut: (distances: Distances & { readonly after: string }) => string;
  },
): string {
  const distances = { before: formatSignificant(before), bound: formatShort(bound, 4) };
  if (leaves) return sentences.pushedOut({ ...distances, after: formatSignificant(after) });
  return binds ? sentences.onBound(distances) : sentences.inside(distances);
}
