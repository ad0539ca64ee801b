import { useCallback, useRef } from 'react';
import * as m from '#words/train';
import { formatFixed } from '../../components/format.ts';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import type { Announcer } from '../../store/announcer.ts';
import type { EpisodePlayer } from '../../store/trainPlayer.ts';
import styles from './ChoiceReadOut.module.css';

export interface ChoiceReadOutProps {
  readonly labels: readonly string[];
  readonly player: EpisodePlayer;
  /** Announces every frame that was played. */
  readonly played: Announcer;
}

/** The probabilities of the actions there, as bars, and which was taken. */
export function ChoiceReadOut({ labels, player, played }: ChoiceReadOutProps) {
  const rows = useRef<(HTMLTableRowElement | null)[]>([]);
  const write = useCallback(() => {
    const { action, probabilities } = player;
    for (const [i, row] of rows.current.entries()) {
      if (row === null) continue;
      const [, bar, number, mark] = row.cells;
      const share = probabilities?.[i] ?? null;
      (bar!.firstElementChild as HTMLElement).style.width = `${100 * (share ?? 0)}%`;
      putText(number, share === null ? '–' : formatFixed(share, 2));
      const taken = action !== null && action[0] === i;
      mark!.firstElementChild!.toggleAttribute('hidden', !taken);
      row.toggleAttribute('data-taken', taken);
    }
  }, [player]);
  useFrameWriter(played, write);
  return (
    <div>
      <table className={styles.choices}>
        <caption className="visually-hidden">{m.policyOfChoices()}</caption>
        <tbody>
          {labels.map((label, i) => (
            <tr
              key={label}
              ref={(element) => {
                rows.current[i] = element;
              }}
            >
              <th scope="row">{label}</th>
              <td className={styles.picture} aria-hidden="true">
                <span className={styles.bar} />
              </td>
              <td className={styles.number} />
              <td>
                <span className={styles.dot} role="img" aria-label={m.takenMark()} hidden />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.key}>
        <span className="proposed-ink">{m.policyHere()}</span>{' '}
        <span className={styles.taken}>
          <span className={styles.dot} /> {m.actionTaken()}
        </span>
      </p>
    </div>
  );
}
