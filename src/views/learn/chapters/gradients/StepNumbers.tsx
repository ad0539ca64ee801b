import * as m from '#words/learn';
import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { KIND_NAMES } from '../../../lab/gradient/kindNames.ts';
import { useFigureReading } from '../../lab/labFigure.ts';
import type { PanelPartProps } from '../../lab/labScript.ts';
import styles from './StepNumbers.module.css';
import { CLIP, FIELDS, type GradientsStep } from './script.ts';
import { stepsAt } from './steps.ts';

/** The arrows at the proposal as numbers. */
export function StepNumbers({ step, waits }: PanelPartProps<GradientsStep>) {
  const { lab, evaluation } = useFigureReading();
  const { loss, kinds } = FIELDS[step];
  const at = stepsAt(lab, loss, CLIP);
  // With the answer known, both are to be compared.
  const shown = step === 'predict' && !waits ? (['raw', 'layer'] as const) : kinds;
  return (
    <dl className={styles.numbers}>
      {shown.map((kind) => (
        <div key={kind} data-kind={kind}>
          <dt>{KIND_NAMES[kind].long()}</dt>
          <dd>
            {m.arrow({
              first: formatFixed(at[kind][0]),
              second: formatFixed(at[kind][1]),
              length: formatSignificant(Math.hypot(...at[kind])),
            })}
          </dd>
        </div>
      ))}
      <div>
        <dt>{m.meanPart()}</dt>
        <dd>
          {m.partOf({
            distance: formatSignificant(evaluation.meanPart.before),
            bound: formatSignificant(evaluation.meanPart.bound),
          })}
        </dd>
      </div>
    </dl>
  );
}
