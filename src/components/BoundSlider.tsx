import * as Slider from 'radix-ui/slider';
import { useId } from 'react';
import * as m from '#words/inputs';
import styles from './BoundSlider.module.css';
import { formatField } from './format.ts';
import { Term } from './glossary/Term.tsx';
import { TERMS } from './glossary/terms.ts';
import { NumberField } from './NumberField.tsx';
import sliderStyles from './Slider.module.css';
import { SymbolText } from './SymbolText.tsx';
import { fromTravel, pressedTo, type SliderScale, TRAVEL, toTravel } from './sliderScale.ts';
import { useScrollPast } from './useScrollPast.ts';

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
  const scrollPast = useScrollPast(value, (before) => {
    onChange(before);
    onCommit?.();
  });
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
      <Slider.Root
        className={sliderStyles.slider}
        min={0}
        max={TRAVEL}
        step={1}
        value={[toTravel(value, scale)]}
        onValueChange={([position]) => onChange(fromTravel(position ?? 0, scale))}
        onValueCommit={onCommit}
        {...scrollPast}
        onKeyDownCapture={(event) => {
          const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (direction === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          onChange(pressedTo(value, direction * (event.shiftKey ? 10 : 1), scale));
          onCommit?.();
        }}
      >
        <Slider.Track className={sliderStyles.track}>
          <Slider.Range className={sliderStyles.range} />
        </Slider.Track>
        <Slider.Thumb
          className={sliderStyles.thumb}
          aria-label={label}
          aria-valuetext={formatField(value)}
          aria-describedby={help === undefined ? undefined : helpId}
        />
      </Slider.Root>
      {help === undefined ? null : (
        <p id={helpId} className="quiet">
          {help}
        </p>
      )}
    </div>
  );
}
