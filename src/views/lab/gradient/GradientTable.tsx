import * as m from '#words/gradient';
import { formatFixed, formatSignificant } from '../../../components/format.ts';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { GRADIENT_KINDS } from '../../../experiments/lookOptions.ts';
import { covarianceOf } from '../labGeometry.ts';
import { ownAngle, relativeShape } from '../shape/relativeShape.ts';
import styles from './GradientTable.module.css';
import { gradientBatch, proposalsAt } from './gradientBatch.ts';
import { useProbe } from './gradientStore.ts';
import { KIND_NAMES } from './kindNames.ts';
import type { Loss } from './lossGradient.ts';
import { shapeField } from './shapeField.ts';

/** The arrows as numbers: at the proposal, or at the mean of the grid that is pointed at. */
export function GradientTable({
  lab: asked,
  loss,
  clip,
}: {
  readonly lab: LabConfiguration;
  readonly loss: Loss;
  readonly clip: number;
}) {
  const probe = useProbe((state) => state.probe);
  const mean = probe ?? asked.proposed.mean;
  const lab = probe === null ? asked : { ...asked, proposed: { ...asked.proposed, mean: probe } };
  const { steps } = gradientBatch(lab, loss, clip, proposalsAt(lab, Float64Array.from(mean)), 1);
  const { lambda } = relativeShape(covarianceOf(lab.old), covarianceOf(lab.proposed), ownAngle(lab.old));
  const shapes = shapeField(lab, loss, clip, [lambda]);
  return (
    <table className={styles.table}>
      <caption>
        {probe === null
          ? m.tableAtProposal()
          : m.tableAtProbe({ first: formatFixed(mean[0]), second: formatFixed(mean[1]) })}
      </caption>
      <thead>
        <tr>
          <td />
          {GRADIENT_KINDS.map((kind) => (
            <th key={kind} scope="col">
              {KIND_NAMES[kind].long()}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {['μ₁', 'μ₂', 'ln λ₁', 'ln λ₂'].map((name, i) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {GRADIENT_KINDS.map((kind) => (
              <td key={kind}>{formatSignificant(i < 2 ? steps[kind].mean[i]! : shapes[kind][i - 2]!)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
