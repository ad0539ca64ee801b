import { type ReactNode, useState } from 'react';
import { currentLocale } from '../words/locale.ts';
import { classNames } from './classNames.ts';
import styles from './SortableTable.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** What the column means. */
  readonly help?: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the rows are sorted by; `null` goes last either way. */
  readonly value: (row: Row) => number | string | null;
  readonly numeric?: boolean;
}

export interface SortableTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

interface Order {
  readonly id: string;
  readonly falling: boolean;
}

/** A table whose headings sort it: the first press falling for numbers, rising for words, then the other way, then as it came. */
export function SortableTable<Row>({ caption, columns, rows, keyOf }: SortableTableProps<Row>) {
  const [order, setOrder] = useState<Order | null>(null);
  const column = columns.find(({ id }) => id === order?.id);
  const sorted = column === undefined ? rows : [...rows].sort(comparison(column, order!.falling));
  const press = ({ id, numeric = false }: Column<Row>) => {
    if (order?.id !== id) setOrder({ id, falling: numeric });
    else setOrder(order.falling === numeric ? { id, falling: !numeric } : null);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className={styles.frame} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((one) => {
              const sorts = order?.id === one.id;
              return (
                <th
                  key={one.id}
                  scope="col"
                  className={classNames(one.numeric && styles.numeric)}
                  aria-sort={sorts ? (order.falling ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    className={styles.heading}
                    title={one.help}
                    onClick={() => press(one)}
                  >
                    {one.title}
                    <span aria-hidden="true" className={styles.arrow}>
                      {sorts ? (order.falling ? '↓' : '↑') : ''}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((one, index) =>
                index === 0 ? (
                  <th key={one.id} scope="row">
                    {one.cell(row)}
                  </th>
                ) : (
                  <td key={one.id} className={classNames(one.numeric && styles.numeric)}>
                    {one.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function comparison<Row>({ value }: Column<Row>, falling: boolean): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const rising =
      typeof left === 'string' ? left.localeCompare(String(right), currentLocale()) : left - Number(right);
    return falling ? -rising : rising;
  };
}
