import { useState } from 'react';
import * as m from '#words/lab';
import { Choice } from '../../components/Choice.tsx';
import { classNames } from '../../components/classNames.ts';
import { NumberField } from '../../components/NumberField.tsx';
import { LAB_LIMITS, type LabConfiguration, type LabGaussian } from '../../experiments/lab.ts';
import styles from './GaussianNumbers.module.css';
import {
  type Covariance,
  covarianceOf,
  covarianceProblem,
  normaliseAngle,
  withCovariance,
  withMean,
  withSigma,
} from './labGeometry.ts';
import type { Side } from './planeHandles.ts';

export interface GaussianNumbersProps {
  readonly lab: LabConfiguration;
  readonly onChange: (patch: Partial<LabConfiguration>, gesture?: string | null) => void;
}

interface Quantity {
  readonly symbol: string | (() => string);
  readonly name: () => string;
  readonly unit?: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly get: (gaussian: LabGaussian) => number;
  readonly set: (gaussian: LabGaussian, value: number) => LabGaussian;
  readonly validate?: (gaussian: LabGaussian, value: number) => string | null;
}

const MEANS: readonly Quantity[] = ([0, 1] as const).map((index) => ({
  symbol: index === 0 ? 'μ₁' : 'μ₂',
  name: () => m.meanOf({ index: index + 1 }),
  ...LAB_LIMITS.mean,
  step: 0.1,
  get: (gaussian) => gaussian.mean[index],
  set: (gaussian, value) =>
    withMean(gaussian, index === 0 ? [value, gaussian.mean[1]] : [gaussian.mean[0], value]),
}));

const AXES: readonly Quantity[] = [
  ...([1, 2] as const).map(
    (axis): Quantity => ({
      symbol: axis === 1 ? 'σ₁' : 'σ₂',
      name: () => m.deviationOf({ axis }),
      ...LAB_LIMITS.sigma,
      step: 0.01,
      get: (gaussian) => (axis === 1 ? gaussian.sigma1 : gaussian.sigma2),
      set: (gaussian, value) => withSigma(gaussian, axis, value),
    }),
  ),
  {
    symbol: m.angle,
    name: m.angle,
    unit: '°',
    minimum: -180,
    maximum: 180,
    step: 1,
    get: (gaussian) => gaussian.angle,
    set: (gaussian, value) => ({ ...gaussian, angle: normaliseAngle(value) }),
  },
];

const ENTRIES: readonly Quantity[] = (
  [
    ['xx', 'Σ₁₁', () => m.varianceOf({ index: 1 })],
    ['xy', 'Σ₁₂', m.covarianceOf],
    ['yy', 'Σ₂₂', () => m.varianceOf({ index: 2 })],
  ] as const
).map(([entry, symbol, name]) => {
  const changed = (gaussian: LabGaussian, value: number): Covariance => ({
    ...covarianceOf(gaussian),
    [entry]: value,
  });
  return {
    symbol,
    name,
    minimum: -100,
    maximum: 100,
    step: 0.01,
    get: (gaussian) => covarianceOf(gaussian)[entry],
    set: (gaussian, value) => withCovariance(gaussian, changed(gaussian, value)),
    validate: (gaussian, value) => covarianceProblem(changed(gaussian, value)),
  };
});

/** Old and proposed policy as numbers that can be typed. */
export function GaussianNumbers({ lab, onChange }: GaussianNumbersProps) {
  const [form, setForm] = useState<'axes' | 'matrix'>('axes');
  const quantities = [...MEANS, ...(form === 'axes' ? AXES : ENTRIES)];
  return (
    <div className={styles.numbers}>
      <Choice
        label={m.covarianceAs()}
        hideLabel
        value={form}
        onChange={setForm}
        options={[
          { value: 'axes', label: m.axesAndAngle() },
          { value: 'matrix', label: m.matrix() },
        ]}
      />
      <div className={styles.grid}>
        <span aria-hidden="true" />
        <span className={classNames(styles.side, 'old-ink')}>{m.old()}</span>
        <span className={classNames(styles.side, 'proposed-ink')}>{m.proposed()}</span>
        {quantities.map((quantity) => (
          <Row key={quantity.name()} quantity={quantity} lab={lab} onChange={onChange} />
        ))}
      </div>
    </div>
  );
}

function Row({ quantity, lab, onChange }: { readonly quantity: Quantity } & GaussianNumbersProps) {
  const { symbol, name, unit, minimum, maximum, step, get, set, validate } = quantity;
  return (
    <>
      <span className={styles.symbol} aria-hidden="true">
        {typeof symbol === 'string' ? symbol : symbol()}
      </span>
      {(['old', 'proposed'] as const satisfies readonly Side[]).map((side) => (
        <NumberField
          key={side}
          label={side === 'old' ? m.oldQuantity({ name: name() }) : m.proposedQuantity({ name: name() })}
          hideLabel
          value={get(lab[side])}
          onChange={(value) => onChange({ [side]: set(lab[side], value) }, `${side} ${name()}`)}
          minimum={minimum}
          maximum={maximum}
          step={step}
          unit={unit}
          validate={validate === undefined ? undefined : (value) => validate(lab[side], value)}
        />
      ))}
    </>
  );
}
