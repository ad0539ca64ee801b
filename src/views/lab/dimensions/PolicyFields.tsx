import * as m from '#words/actions';
import { classNames } from '../../../components/classNames.ts';
import { NumberField } from '../../../components/NumberField.tsx';
import { actionName } from './actionName.ts';
import {
  deviationOf,
  type GaussianPair,
  PAIR_LIMITS,
  type PairSide,
  withDeviationOf,
  withMeanOf,
} from './gaussianPair.ts';
import styles from './PolicyFields.module.css';

const SIDES = ['old', 'proposed'] as const satisfies readonly PairSide[];

/** Mean and standard deviation of every action, typed; correlations stay. */
export function PolicyFields({
  pair,
  onChange,
}: {
  readonly pair: GaussianPair;
  readonly onChange: (pair: GaussianPair) => void;
}) {
  const { dimension } = pair;
  return (
    <div className={styles.fields}>
      <span aria-hidden="true" />
      {SIDES.map((side) => (
        <span key={side} className={classNames(styles.side, `${side}-ink`)} aria-hidden="true">
          {side === 'old' ? m.old() : m.proposed()}
        </span>
      ))}
      <span aria-hidden="true" />
      {SIDES.map((side) => (
        <span key={side} className={styles.symbols} aria-hidden="true">
          <span>μ</span>
          <span>σ</span>
        </span>
      ))}
      {Array.from({ length: dimension }, (_, index) => (
        <Row key={actionName(index)} pair={pair} index={index} onChange={onChange} />
      ))}
    </div>
  );
}

function Row({
  pair,
  index,
  onChange,
}: {
  readonly pair: GaussianPair;
  readonly index: number;
  readonly onChange: (pair: GaussianPair) => void;
}) {
  const { dimension } = pair;
  return (
    <>
      <span className={styles.action} aria-hidden="true">
        {actionName(index)}
      </span>
      {SIDES.map((side) => (
        <span key={side} className={styles.numbers}>
          <NumberField
            label={m.meanOf({ side, action: String(index + 1) })}
            hideLabel
            value={pair[side].mean[index]!}
            onChange={(value) => onChange({ ...pair, [side]: withMeanOf(pair[side], index, value) })}
            step={0.1}
            {...PAIR_LIMITS.mean}
          />
          <NumberField
            label={m.deviationOf({ side, action: String(index + 1) })}
            hideLabel
            value={deviationOf(pair[side], dimension, index)}
            onChange={(value) =>
              onChange({ ...pair, [side]: withDeviationOf(pair[side], dimension, index, value) })
            }
            {...PAIR_LIMITS.deviation}
          />
        </span>
      ))}
    </>
  );
}
