import * as m from '#words/learn';
import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { covarianceOf } from '../../../lab/labGeometry.ts';
import { useFigureReading } from '../../lab/labFigure.ts';
import type { PanelPartProps } from '../../lab/labScript.ts';
import styles from './CloudNumbers.module.css';
import { entropyOf, peakDensity, stretchOf } from './cloudNumbers.ts';
import type { CloudStep } from './script.ts';

/** The numbers of the one policy, as they come up in the text. */
export function CloudNumbers({ step }: PanelPartProps<CloudStep>) {
  const { lab } = useFigureReading();
  const { xx, xy, yy } = covarianceOf(lab.old);
  const late = step === 'density' || step === 'entropy' || step === 'task';
  return (
    <dl className={styles.numbers}>
      <div>
        <dt>
          <Term id="mean">μ</Term>
        </dt>
        <dd>
          {formatFixed(lab.old.mean[0])}, {formatFixed(lab.old.mean[1])}
        </dd>
      </div>
      {step === 'dice' || step === 'mean' ? null : (
        <div>
          <dt>
            <Term id="covariance">Σ</Term>
          </dt>
          <dd>{m.covarianceEntries({ xx: formatFixed(xx), xy: formatFixed(xy), yy: formatFixed(yy) })}</dd>
        </div>
      )}
      {step === 'density' ? (
        <div>
          <dt>
            <Term id="density">{m.highestDensity()}</Term>
          </dt>
          <dd>{formatSignificant(peakDensity(lab.old))}</dd>
        </div>
      ) : null}
      {late && step !== 'density' ? (
        <div>
          <dt>
            <Term id="entropy">{m.entropy()}</Term>
          </dt>
          <dd>{m.inNats({ value: formatFixed(entropyOf(lab)) })}</dd>
        </div>
      ) : null}
      {step === 'task' ? (
        <div>
          <dt>{m.stretch()}</dt>
          <dd>{m.times({ value: formatFixed(stretchOf(lab.old)) })}</dd>
        </div>
      ) : null}
    </dl>
  );
}
