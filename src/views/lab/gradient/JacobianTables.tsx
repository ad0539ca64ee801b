import * as m from '#words/gradient';
import { formatFixed } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { SymbolText } from '../../../components/SymbolText.tsx';
import styles from './JacobianTables.module.css';
import { type LayerJacobian, type Matrix, passing } from './jacobian.ts';

/** How much of a small change of the proposal arrives behind the layer, as numbers. */
export function JacobianTables({ jacobian }: { readonly jacobian: LayerJacobian }) {
  const [along, across] = passing(jacobian);
  const inside = along === 1 && across === 1;
  return (
    <section className={styles.jacobian} aria-label={m.jacobianName()}>
      <h3>{m.jacobianTitle()}</h3>
      <div className={styles.blocks}>
        <Block name={m.mean()} rows={['μ̃₁', 'μ̃₂']} columns={['μ₁', 'μ₂']} matrix={jacobian.mean} />
        <Block
          name={m.covariance()}
          rows={['Σ̃₁₁', 'Σ̃₁₂', 'Σ̃₂₂']}
          columns={['Σ₁₁', 'Σ₁₂', 'Σ₂₂']}
          matrix={jacobian.covariance}
        />
      </div>
      <p className="quiet">
        <TermText text={inside ? m.jacobianInside() : m.jacobianBeyond({ along: formatFixed(along) })} />
      </p>
    </section>
  );
}

function Block({
  name,
  rows,
  columns,
  matrix,
}: {
  readonly name: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly matrix: Matrix;
}) {
  return (
    <table className={styles.block}>
      <caption>{name}</caption>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row}>
            <th scope="row">
              <SymbolText text={row} />
            </th>
            {columns.map((column, j) => (
              <td key={column}>{formatFixed(matrix[i]![j]!)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
