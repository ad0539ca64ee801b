import type { LabConfiguration } from '../../../experiments/lab.ts';
import { evaluate } from '../evaluate.ts';
import { PairPicture } from '../PairPicture.tsx';
import { fitView, outlinesOf } from '../planeView.ts';
import styles from './CasesPanel.module.css';
import type { CaseReach } from './caseScale.ts';
import { type CasePlace, type CaseSlice, proposalAt } from './caseSlice.ts';

const SIZE = 168;

/** The pair at a place of the map, small, for where the plane is out of sight; always at the same scale on the same map. */
export function CasePicture({
  lab,
  slice,
  reach,
  at,
}: {
  readonly lab: LabConfiguration;
  readonly slice: CaseSlice;
  readonly reach: CaseReach;
  readonly at: CasePlace;
}) {
  const pairAt = (place: CasePlace) => ({ ...lab, proposed: proposalAt(lab.old, slice, place) });
  const pair = pairAt(at);
  const view = fitView(outlinesOf(pairAt({ shift: 0.75 * Math.min(reach.shift, 3), stretch: 0 }), []), 1.3);
  return (
    <span className={styles.picture}>
      <PairPicture
        lab={pair}
        evaluation={evaluate(lab.projection, pair)}
        view={view}
        size={SIZE}
        colour="var(--projected)"
        dash={[]}
      />
    </span>
  );
}
