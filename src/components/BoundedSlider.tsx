import * as Slider from 'radix-ui/slider';
import { useId } from 'react';
import styles from './BoundedSlider.module.css';
import { formatField } from './format.ts';
import { NumberField } from './NumberField.tsx';
import { SymbolText } from './SymbolText.tsx';
import { fromTravel, type SliderScale, TRAVEL, toTravel } from './sliderScale.ts';

export interface BoundedSliderProps {
  readonly label: string;
  /** Beside the label, such as `ε_μ`. */
  readonly symbol: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: 'log' | 'linear';
  /** One sentence beneath. */
  readonly help?: string;
  /** End of a pointer gesture or a key press: what lies between belongs to one step. */
  readonly onCommit?: () => void;
}

/** A number between limits: dragged, stepped with arrows (shift: ten at once) or typed. */
export function BoundedSlider(props: BoundedSliderProps) {
  const { label, value, onChange, minimum, maximum, scale, help } = props;
  const travel = { minimum, maximum, scale };
  const helpId = useId();
  return (
    <div className={styles.control}>
      <div className={styles.head}>
        <span className={styles.label} aria-hidden="true">
          {label}
          <span className={styles.symbol}>
            {' '}
            <SymbolText text={props.symbol} />
          </span>
        </span>
        <div className={styles.number}>
          <NumberField
            label={`${label} value`}
            hideLabel
            value={value}
            onChange={(next) => {
              onChange(next);
              props.onCommit?.();
            }}
            minimum={minimum}
            maximum={maximum}
          />
        </div>
      </div>
      <Slider.Root
        className={styles.slider}
        min={0}
        max={TRAVEL}
        step={1}
        value={[toTravel(value, travel)]}
        onValueChange={([position]) => onChange(fromTravel(position ?? 0, travel))}
        onValueCommit={() => props.onCommit?.()}
        onKeyDownCapture={(event) => {
          const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (direction === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          onChange(neighbour(value, direction as 1 | -1, event.shiftKey ? 10 : 1, travel));
          props.onCommit?.();
        }}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        <Slider.Thumb
          className={styles.thumb}
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

/** The next value an arrow reaches: at least one rounding step away, so that no press is lost. */
function neighbour(value: number, direction: 1 | -1, presses: number, travel: SliderScale): number {
  const take = (position: number) => fromTravel(Math.min(TRAVEL, Math.max(0, position)), travel);
  let position = toTravel(value, travel) + direction * 5 * presses;
  let next = take(position);
  while (next === value && position > 0 && position < TRAVEL) {
    position += direction;
    next = take(position);
  }
  return next;
}
