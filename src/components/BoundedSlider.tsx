import * as Slider from 'radix-ui/slider';
import { type ReactNode, useId } from 'react';
import styles from './BoundedSlider.module.css';
import { formatField } from './format.ts';
import { NumberField } from './NumberField.tsx';
import { fromTravel, TRAVEL, toTravel } from './sliderScale.ts';

export interface BoundedSliderProps {
  readonly label: string;
  /** Beside the label, e.g. a symbol. */
  readonly symbol?: ReactNode;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: 'log' | 'linear';
  readonly unit?: string;
  /** One sentence beneath. */
  readonly help?: string;
  readonly digits?: number;
  readonly integer?: boolean;
  readonly disabled?: boolean;
  /** End of a pointer gesture or a key press: what lies between belongs to one step. */
  readonly onCommit?: () => void;
}

/** A number between limits: dragged, stepped with arrows (shift: ten at once) or typed. */
export function BoundedSlider(props: BoundedSliderProps) {
  const { label, value, onChange, minimum, maximum, scale, unit, help, disabled } = props;
  const travel = { minimum, maximum, scale };
  const helpId = useId();
  return (
    <div className={styles.control}>
      <div className={styles.head}>
        <span className={styles.label} aria-hidden="true">
          {label}
          {props.symbol === undefined ? null : <span className={styles.symbol}> {props.symbol}</span>}
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
            digits={props.digits}
            integer={props.integer}
            unit={unit}
            disabled={disabled}
          />
        </div>
      </div>
      <Slider.Root
        className={styles.slider}
        min={0}
        max={TRAVEL}
        step={1}
        disabled={disabled}
        value={[toTravel(value, travel)]}
        onValueChange={([position]) => {
          const next = fromTravel(position ?? 0, travel);
          onChange(props.integer ? Math.round(next) : next);
        }}
        onValueCommit={() => props.onCommit?.()}
        onKeyDownCapture={(event) => {
          const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (direction === undefined || disabled) return;
          event.preventDefault();
          event.stopPropagation();
          onChange(neighbour(value, direction as 1 | -1, event.shiftKey ? 10 : 1, props));
          props.onCommit?.();
        }}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        <Slider.Thumb
          className={styles.thumb}
          aria-label={label}
          aria-valuetext={`${formatField(value)}${unit === undefined ? '' : ` ${unit}`}`}
          aria-describedby={help === undefined ? undefined : helpId}
        />
      </Slider.Root>
      {help === undefined ? null : (
        <p id={helpId} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}

/** The next value an arrow reaches: at least one rounding step away, so that no press is lost. */
function neighbour(
  value: number,
  direction: 1 | -1,
  presses: number,
  { minimum, maximum, scale, integer }: BoundedSliderProps,
): number {
  const travel = { minimum, maximum, scale };
  const take = (position: number) => {
    const next = fromTravel(Math.min(TRAVEL, Math.max(0, position)), travel);
    return integer ? Math.round(next) : next;
  };
  let position = toTravel(value, travel) + direction * 5 * presses;
  let next = take(position);
  while (next === value && position > 0 && position < TRAVEL) {
    position += direction;
    next = take(position);
  }
  return next;
}
