import * as m from '#words/approximations';
import { formatShort, formatSignificant } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { useLookOptions } from '../../../store/lab.ts';
import ballStyles from './BallPicture.module.css';
import { BallPicture } from './BallPicture.tsx';
import { gaussianOf, klOf } from './divergence.ts';
import { largestKl } from './largestKl.ts';
import styles from './parts.module.css';
import { quadraticKl } from './quadraticBall.ts';

/** What TRPO's model of the KL calls near: a ball, and how far beyond δ its edge really goes. */
export function TrpoPart({ lab }: { readonly lab: LabConfiguration }) {
  const bound = useLookOptions((options) => options.averageBound);
  const [old, proposed] = [gaussianOf(lab.old), gaussianOf(lab.proposed)];
  const worst = largestKl(bound);
  return (
    <>
      <p>
        <TermText text={m.trpoWords()} />
      </p>
      <div className={styles.row}>
        <BallPicture bound={bound} />
        <div className={styles.legend}>
          <LegendLine className={ballStyles.ball} name={m.ballLegend()} />
          <LegendLine className={ballStyles.real} name={m.realLegend()} />
        </div>
      </div>
      <table className={styles.table}>
        <caption>{m.trpoTable()}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{m.ballSays()}</th>
            <th scope="col">{m.realKl()}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{m.trpoProposal()}</th>
            <td>{formatSignificant(quadraticKl(proposed, old))}</td>
            <td>{formatSignificant(klOf(old, proposed))}</td>
          </tr>
          <tr>
            <th scope="row">{m.trpoOnEdge()}</th>
            <td>{formatSignificant(bound)}</td>
            <td className={styles.beyond}>{formatSignificant(worst?.kl ?? Number.POSITIVE_INFINITY)}</td>
          </tr>
        </tbody>
      </table>
      <p>
        {worst === null
          ? m.trpoLimitless()
          : m.trpoWorst({
              bound: formatShort(bound),
              kl: formatSignificant(worst.kl),
              times: formatShort(worst.kl / bound, 2),
            })}
      </p>
      <p className="quiet">{m.trpoSearch()}</p>
    </>
  );
}

function LegendLine({ className, name }: { readonly className: string | undefined; readonly name: string }) {
  return (
    <span>
      <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">
        <path className={className} d="M1 6H33" />
      </svg>
      {name}
    </span>
  );
}
