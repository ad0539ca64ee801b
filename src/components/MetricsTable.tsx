import { useCallback, useRef } from 'react';
import * as m from '#words/charts';
import type { Announcer } from '../store/announcer.ts';
import styles from './MetricsTable.module.css';
import { putText, useFrameWriter } from './useFrameWriter.ts';

export interface MetricRow {
  /** In files; shown to whoever points. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** The newest value as text; `–` where there is none. */
  readonly read: () => string;
}

export interface MetricsTableProps {
  readonly caption: string;
  /** Memoised. */
  readonly rows: readonly MetricRow[];
  readonly source: Announcer;
  /** Shows what each metric means beneath it; people who listen hear it either way. */
  readonly explained: boolean;
}

/** Numbers that change several times a second: written past React, in columns whose digits stay in place. */
export function MetricsTable({ caption, rows, source, explained }: MetricsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);

  const write = useCallback(() => {
    const cells = body.current?.querySelectorAll('td[data-value]') ?? [];
    for (const [index, row] of rows.entries()) putText(cells[index], row.read());
  }, [rows]);
  useFrameWriter(source, write);

  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{m.metric()}</th>
          <th scope="col">{m.value()}</th>
          <th scope="col">{m.meaning()}</th>
        </tr>
      </thead>
      <tbody ref={body} className={styles.body}>
        {rows.map((row) => (
          <tr key={row.name} className={styles.row}>
            <th scope="row" className={styles.name} title={m.inFiles({ name: row.name })}>
              {row.label}
            </th>
            <td data-value="" className={styles.value} />
            <td className={explained ? styles.description : 'visually-hidden'}>{row.description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
