import * as m from '#words/tour';
import { formatShare } from '../../../../components/axisTicks.ts';
import { formatSignificant } from '../../../../components/format.ts';
import { formatBounds } from '../../../../components/valueAxis.ts';
import { useFollowedRuns } from '../../train/reading.tsx';
import { furthest, metricAt, shareBeyond } from '../../train/runFacts.ts';
import controls from '../../train/StepControls.module.css';
import { type EverySide, METHODS } from './script.ts';

/** Who kept which promise, so far. */
export function PromiseTable({ labels }: { readonly labels: Readonly<Record<EverySide, string>> }) {
  const runs = useFollowedRuns<EverySide>();
  const row = (id: string, name: string, policy: 'proposed' | 'projected', side: EverySide) => {
    const run = runs[side];
    const mean = policy === 'proposed' ? metricAt(run, 'approx_kl', 'largest') : null;
    const share = shareBeyond(run, policy);
    const far = furthest(run, policy);
    return (
      <tr key={id}>
        <th scope="row">{name}</th>
        <td>{mean === null ? '–' : formatSignificant(mean.value, 2)}</td>
        <td>{share === null ? '–' : formatShare(share)}</td>
        <td>{far === null ? '–' : formatBounds(far.value)}</td>
      </tr>
    );
  };
  return (
    <table className={controls.table}>
      <caption className="visually-hidden">{m.promiseTable()}</caption>
      <thead>
        <tr>
          <th scope="col">{m.method()}</th>
          <th scope="col">{m.largestMeanKl()}</th>
          <th scope="col">{m.beyondBound()}</th>
          <th scope="col">{m.furthestState()}</th>
        </tr>
      </thead>
      <tbody>
        {METHODS.map((id) => row(id, labels[id], 'proposed', id))}
        {row('projected', m.klProjection(), 'projected', 'kl')}
      </tbody>
    </table>
  );
}
