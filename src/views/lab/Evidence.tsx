import { useEffect, useState } from 'react';
import * as m from '#words/lab';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import styles from './Evidence.module.css';

/** One line of a proof: what was found, and whether it is as it must be. */
export interface Check {
  readonly name: string;
  readonly value: string;
  readonly holds: boolean;
}

/** The hand has to rest this long before anything is checked. */
const REST_MILLISECONDS = 160;

/** The checks of what is in sight; the last ones, marked stale, until the next have been computed at rest. */
export function Evidence<Subject>({
  subject,
  prove,
}: {
  /** The same object as long as nothing changed. */
  readonly subject: Subject;
  /** A function of a module; the seed is of its draws. */
  readonly prove: (subject: Subject, seed: number) => readonly Check[];
}) {
  const [seed, setSeed] = useState(1);
  const [found, setFound] = useState<{ of: Subject; seed: number; checks: readonly Check[] } | null>(null);
  useEffect(() => {
    const timer = setTimeout(
      () => setFound({ of: subject, seed, checks: prove(subject, seed) }),
      REST_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [subject, seed, prove]);
  if (found === null) return <p className="quiet">{m.checking()}</p>;
  const stale = found.of !== subject || found.seed !== seed;
  return (
    <div className={classNames(styles.proof, stale && styles.stale)}>
      <table className={styles.table}>
        <caption className="visually-hidden">{m.checks()}</caption>
        <tbody>
          {found.checks.map(({ name, value, holds }) => (
            <tr key={name}>
              <th scope="row">
                <SymbolText text={name} />
              </th>
              <td>{value}</td>
              <td className={holds ? 'projected-ink' : styles.fails}>
                <span aria-hidden="true">{holds ? '✓' : '✗'}</span>
                <span className="visually-hidden">{holds ? m.holds() : m.fails()}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => setSeed(seed + 1)}>{m.drawAgain()}</Button>
    </div>
  );
}
