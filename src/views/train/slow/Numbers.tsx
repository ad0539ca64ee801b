import { SymbolText } from '../../../components/SymbolText.tsx';
import styles from './Numbers.module.css';
import type { NumberGroup } from './numberGroups.ts';

/** Numbers with their names and symbols. */
export function Numbers({ groups }: { readonly groups: readonly NumberGroup[] }) {
  return groups.map(({ title, rows, folded }) =>
    folded ? (
      <details key={title} className={styles.group}>
        <summary>{title}</summary>
        <Rows rows={rows} />
      </details>
    ) : (
      <section key={title} className={styles.group} aria-label={title}>
        <h4>{title}</h4>
        <Rows rows={rows} />
      </section>
    ),
  );
}

function Rows({ rows }: Pick<NumberGroup, 'rows'>) {
  return (
    <dl>
      {rows.map(({ name, symbol, value, role }) => (
        <div key={name} className={role && `${role}-ink`}>
          <dt>{name}</dt>
          <dd>
            {symbol === undefined ? null : (
              <span className={styles.symbol}>
                <SymbolText text={symbol} /> ={' '}
              </span>
            )}
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
