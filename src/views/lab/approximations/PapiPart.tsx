import * as m from '#words/approximations';
import { formatShare } from '../../../components/axisTicks.ts';
import { formatShort, formatSignificant } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { useLookOptions } from '../../../store/lab.ts';
import { withMean } from '../labGeometry.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { fitView } from '../planeView.ts';
import { average, projectAverage } from './averageBound.ts';
import styles from './parts.module.css';
import { StatePicture } from './StatePicture.tsx';
import { statesOf } from './states.ts';

/** The other states' plane: wide enough to be dragged in. */
const OTHER_VIEW = { centre: [0, 0], half: 2.2 } as const;

/** What PAPI calls near: an average over three states, of which one is the Lab's pair. */
export function PapiPart({ lab, onChange, onHold, onRelease }: PanelProps) {
  const { averageBound: bound, others } = useLookOptions();
  const states = statesOf(lab, others);
  const { share, policies, before, after } = projectAverage(states, bound);
  const furthest = after.indexOf(Math.max(...after));
  const words = { average: formatSignificant(average(after)) };
  return (
    <>
      <p>
        <TermText text={m.papiWords()} />
      </p>
      <div className={styles.states}>
        {states.map((state, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: always the same three
          <figure key={i}>
            <StatePicture
              state={state}
              after={policies[i]!}
              view={i === 0 ? fitView([state.old, state.proposed], 1.3) : OTHER_VIEW}
              label={m.stateHandle({ state: String(i + 1) })}
              reading={m.stateReading({
                before: formatSignificant(before[i]!),
                after: formatSignificant(after[i]!),
              })}
              {...(i === 0 && { onHold, onRelease })}
              onMove={(to) => {
                if (i === 0) onChange({ proposed: withMean(lab.proposed, to) }, 'drag-state');
                else
                  useLookOptions.setState({
                    others: i === 1 ? [...to, others[2], others[3]] : [others[0], others[1], ...to],
                  });
              }}
            />
            <figcaption>{i === 0 ? m.stateLab() : m.state({ state: String(i + 1) })}</figcaption>
          </figure>
        ))}
      </div>
      <table className={styles.table}>
        <caption>{m.klTable()}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{m.proposedColumn()}</th>
            <th scope="col">{m.afterColumn()}</th>
          </tr>
        </thead>
        <tbody>
          {after.map((kl, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: always the same three
            <tr key={i}>
              <th scope="row">{m.state({ state: String(i + 1) })}</th>
              <td>{formatSignificant(before[i]!)}</td>
              <td className={kl > bound * (1 + 1e-9) ? styles.beyond : undefined}>{formatSignificant(kl)}</td>
            </tr>
          ))}
          <tr className={styles.sum}>
            <th scope="row">{m.averageRow()}</th>
            <td>{formatSignificant(average(before))}</td>
            <td>{formatSignificant(average(after))}</td>
          </tr>
        </tbody>
      </table>
      <p>
        {after[furthest]! > bound * (1 + 1e-9)
          ? m.papiEscapes({
              ...words,
              state: String(furthest + 1),
              kl: formatSignificant(after[furthest]!),
              times: formatShort(after[furthest]! / bound, 2),
            })
          : m.papiNone(words)}{' '}
        {share < 1 ? m.papiShare({ share: formatShare(share) }) : null}
      </p>
    </>
  );
}
