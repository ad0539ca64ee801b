import { useEffect, useMemo, useRef, useState } from 'react';
import { formatFixed, formatShort } from '../../../components/format.ts';
import { PROJECTION_METHODS } from '../../../components/projectionMethods.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { CasesMap } from './CasesMap.tsx';
import styles from './CasesPanel.module.css';
import { formatFactor } from './caseAxes.ts';
import { caseBounds, type Interval, meanLimit, roughCovarianceLimit, sumOutline } from './caseBounds.ts';
import { kindOf } from './caseCells.ts';
import { caseReach } from './caseScale.ts';
import { allowedProposalAt, type CasePlace, type CaseSlice, sliceOf } from './caseSlice.ts';
import { preview } from './casesPreview.ts';

const HAPPENS = {
  none: 'neither bound binds, the layer lets it through unchanged',
  mean: 'the mean’s bound binds',
  covariance: 'the covariance’s bound binds',
  both: 'both bounds bind',
} as const;

/** Which bound binds, over a plane of proposals through the pair; a hand on the map moves the pair. */
export default function CasesPanel({ lab, onChange, onHold, onRelease }: PanelProps) {
  const memory = useRef<CaseSlice | null>(null);
  const held = useRef(false);
  const [pointed, setPointed] = useState<CasePlace | null>(null);
  const found = sliceOf(lab, memory.current);
  // While the map is held it does not turn under the hand.
  if (!held.current || memory.current === null) memory.current = found.slice;
  const slice = memory.current;
  const { place } = found;

  const limits = { shift: meanLimit(lab, slice), stretch: roughCovarianceLimit(lab, slice) };
  const asked = caseReach(limits, place);
  const frozen = useRef(asked);
  if (!held.current) frozen.current = asked;
  const reach = frozen.current;
  const key = JSON.stringify([
    lab.projection,
    lab.scaled,
    lab.meanBound,
    lab.covarianceBound,
    lab.entropyFloor,
    lab.entropyMode,
    lab.entropyOrder,
    lab.old,
    slice.step.map((value) => value.toFixed(9)),
    slice.angle.toFixed(9),
    slice.ratio.toFixed(9),
    reach,
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds what they are made of, to the digits that matter
  const { bounds, sum } = useMemo(
    () => ({
      bounds: caseBounds(lab, slice, reach.stretch),
      sum: sumOutline(lab, slice, reach.stretch),
    }),
    [key],
  );

  const point = (at: CasePlace | null) => {
    setPointed(at);
    preview(at === null ? null : allowedProposalAt(lab.old, slice, at));
  };
  useEffect(() => () => preview(null), []);

  const at = pointed ?? place;
  const inside = (strips: readonly Interval[]) =>
    strips.some(([from, to]) => at.stretch > from && at.stretch < to);
  const kind = kindOf(at.shift > bounds.mean, inside(bounds.covariance));

  return (
    <div className={styles.panel}>
      <CasesMap
        {...{ bounds, reach, place, sum }}
        onPoint={point}
        onSet={(next, gesture) => onChange({ proposed: allowedProposalAt(lab.old, slice, next) }, gesture)}
        onHold={() => {
          held.current = true;
          onHold();
        }}
        onRelease={() => {
          held.current = false;
          onRelease();
        }}
      />
      <div className={styles.words}>
        <p className={styles.here}>
          <b>{pointed === null ? 'The proposed policy' : 'Under the pointer'}</b>: mean moved{' '}
          <b>{formatFixed(at.shift)}</b> old standard deviations, spread{' '}
          <b>{formatFactor(Math.exp(at.stretch))}</b>; {HAPPENS[kind]}
          {inside(bounds.floor) ? ', and the entropy floor changes the width' : ''}
          {inside(bounds.leaves) ? ', which pushes the policy out of its region' : ''}.
        </p>
        <ul className={styles.legend}>
          <Entry swatch="none">neither binds: let through unchanged</Entry>
          <Entry swatch="mean">the mean’s bound binds, from {formatShort(bounds.mean)} on</Entry>
          <Entry swatch="covariance">the covariance’s bound binds{edges(bounds.covariance)}</Entry>
          <Entry swatch="both">both bind</Entry>
          {lab.entropyFloor === null ? null : (
            <Entry swatch="floor">the entropy floor changes the width</Entry>
          )}
          {bounds.leaves.length > 0 ? (
            <Entry swatch="leaves">where the floor pushes the policy out of the region</Entry>
          ) : null}
          <Entry swatch="sum">what one bound on the sum of both distances would let through</Entry>
        </ul>
        <p className="quiet">
          To the right the mean moves further in the direction in which it has moved now. Upwards the spread
          grows along the axis on which the proposal changed it most
          {Math.abs(slice.ratio - 1) < 0.005
            ? ', and across it alike'
            : `; across it, it changes ${acrossWords(slice.ratio)}`}
          . Click or drag to go there.
        </p>
        <p className="quiet">
          Left out are other directions of the mean and other axes of the spread: this is one slice through
          all proposals. {PROJECTION_METHODS[lab.projection].name} tests mean and covariance each by itself,
          which is why every border is straight.
        </p>
      </div>
    </div>
  );
}

/** How the spread across the axis follows. */
function acrossWords(ratio: number): string {
  if (Math.abs(ratio) < 0.005) return 'not at all';
  return ratio > 0
    ? `with it, ${formatFixed(ratio)} times as much on this scale`
    : `the other way, ${formatFixed(-ratio)} times as much on this scale`;
}

/** From where on the bound binds to either side, as factors of the spread. */
function edges(strips: readonly Interval[]): string {
  const below = strips.find(([from, to]) => from < 0 && to < 0)?.[1];
  const above = strips.find(([from]) => from > 0)?.[0];
  const parts = [
    below === undefined ? null : `below ${formatFactor(Math.exp(below))}`,
    above === undefined ? null : `above ${formatFactor(Math.exp(above))}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}

type Swatch = 'none' | 'mean' | 'covariance' | 'both' | 'floor' | 'leaves' | 'sum';

function Entry({ swatch, children }: { readonly swatch: Swatch; readonly children: React.ReactNode }) {
  return (
    <li>
      <span className={styles.swatch} data-swatch={swatch} aria-hidden="true" />
      <span>{children}</span>
    </li>
  );
}
