import { useId } from 'react';
import * as m from '#words/inputs';
import styles from './BoundSlider.module.css';
import { formatField } from './format.ts';
import { Term } from './glossary/Term.tsx';
import { TERMS } from './glossary/terms.ts';
import { NumberField } from './NumberField.tsx';
import { Slider } from './Slider.tsx';
import { SymbolText } from './SymbolText.tsx';
import { fromTravel, pressedTo, type SliderScale, TRAVEL, toTravel } from './sliderScale.ts';

/** The bounds there are, as they are named and written. */
const BOUNDS = {
  mean: { label: m.meanBound, term: 'mean-bound' },
  covariance: { label: m.covarianceBound, term: 'covariance-bound' },
  distance: { label: m.distanceBound, term: 'bound' },
} as const;

export interface BoundSliderProps extends SliderScale {
  readonly bound: keyof typeof BOUNDS;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** One sentence beneath. */
  readonly help?: string | undefined;
  /** End of a pointer gesture or a key press: what lies between belongs to one step. */
  readonly onCommit?: () => void;
}

/** A bound of the trust region: dragged, stepped with arrows (shift: ten at once) or typed. */
export function BoundSlider({ bound, value, onChange, help, onCommit, ...scale }: BoundSliderProps) {
  const { term } = BOUNDS[bound];
  const label = BOUNDS[bound].label();
  const helpId = useId();
  return (
    <div className={styles.control}>
      <div className={styles.head}>
        <span className={styles.label}>
          <Term id={term}>
            {label}{' '}
            <span className={styles.symbol}>
              <SymbolText text={TERMS[term].symbol} />
            </span>
          </Term>
        </span>
        <div className={styles.number}>
          <NumberField
            label={m.valueOf({ label })}
            hideLabel
            value={value}
            onChange={(next) => {
              onChange(next);
              onCommit?.();
            }}
            {...scale}
          />
        </div>
      </div>
      <Slider
        label={label}
        valueText={formatField(value)}
        describedBy={help === undefined ? undefined : helpId}
        min={0}
        max={TRAVEL}
        step={1}
        at={toTravel(value, scale)}
        onMove={(at) => onChange(fromTravel(at, scale))}
        onCommit={onCommit}
        value={value}
        onScrolledPast={onChange}
        onKeyDownCapture={(event) => {
          const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (direction === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          onChange(pressedTo(value, direction * (event.shiftKey ? 10 : 1), scale));
          onCommit?.();
        }}
      />
      {help === undefined ? null : (
        <p id={helpId} className="quiet">
          {help}
        </p>
      )}
    </div>
  );
}
