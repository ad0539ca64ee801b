import { useEffect, useMemo, useRef, useState } from 'react';
import * as m from '#words/cases';
import { formatFixed, formatShort } from '../../../components/format.ts';
import { PROJECTION_METHODS } from '../../../components/projectionMethods.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { CasePicture } from './CasePicture.tsx';
import { CasesMap } from './CasesMap.tsx';
import styles from './CasesPanel.module.css';
import { formatFactor } from './caseAxes.ts';
import { caseBounds, type Interval, meanLimit, roughCovarianceLimit, sumOutline } from './caseBounds.ts';
import { kindOf } from './caseCells.ts';
import { caseReach } from './caseScale.ts';
import { allowedProposalAt, type CasePlace, type CaseSlice, sliceOf } from './caseSlice.ts';
import { preview } from './casesPreview.ts';

const HAPPENS = { none: m.none, mean: m.mean, covariance: m.covariance, both: m.both } as const;

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
  const numbers = { shift: formatFixed(at.shift), factor: formatFactor(Math.exp(at.stretch)) };
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
        <div className={styles.there}>
          <CasePicture lab={lab} slice={slice} reach={reach} at={at} />
          <p className={styles.here}>
            <b>{pointed === null ? m.herePair(numbers) : m.herePointed(numbers)}</b> {HAPPENS[kind]()}
            {inside(bounds.floor) ? ` ${m.floorActs()}` : ''}
            {inside(bounds.leaves) ? ` ${m.floorLeaves()}` : ''}
          </p>
        </div>
        <ul className={styles.legend}>
          <Entry swatch="none">{m.legendNone()}</Entry>
          <Entry swatch="mean">{m.legendMean({ limit: formatShort(bounds.mean) })}</Entry>
          <Entry swatch="covariance">{covarianceWords(bounds.covariance)}</Entry>
          <Entry swatch="both">{m.legendBoth()}</Entry>
          {lab.entropyFloor === null ? null : <Entry swatch="floor">{m.legendFloor()}</Entry>}
          {bounds.leaves.length > 0 ? <Entry swatch="leaves">{m.legendLeaves()}</Entry> : null}
          <Entry swatch="sum">{m.legendSum()}</Entry>
        </ul>
        <p className="quiet">{axesWords(slice.ratio)}</p>
        <p className="quiet">{m.leftOut({ metric: PROJECTION_METHODS[lab.projection].name })}</p>
      </div>
    </div>
  );
}

/** What the axes are, by how the spread across the main one follows. */
function axesWords(ratio: number): string {
  if (Math.abs(ratio - 1) < 0.005) return m.axesAlike();
  if (Math.abs(ratio) < 0.005) return m.axesOne();
  const words = { ratio: formatFixed(Math.abs(ratio)) };
  return ratio > 0 ? m.axesWith(words) : m.axesAgainst(words);
}

/** From where on the covariance bound binds to either side, as factors of the spread. */
function covarianceWords(strips: readonly Interval[]): string {
  const lower = strips.find(([from, to]) => from < 0 && to < 0)?.[1];
  const upper = strips.find(([from]) => from > 0)?.[0];
  const [below, above] = [lower, upper].map((edge) =>
    edge === undefined ? null : formatFactor(Math.exp(edge)),
  ) as [string | null, string | null];
  if (below !== null && above !== null) return m.legendCovarianceBetween({ below, above });
  if (below !== null) return m.legendCovarianceBelow({ below });
  return above === null ? m.legendCovariance() : m.legendCovarianceAbove({ above });
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
