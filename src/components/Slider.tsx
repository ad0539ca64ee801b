import * as Primitive from 'radix-ui/slider';
import { useRef } from 'react';
import styles from './Slider.module.css';

export interface SliderProps<Value>
  extends Required<Pick<Primitive.SliderProps, 'min' | 'max' | 'step'>>,
    Pick<Primitive.SliderProps, 'onKeyDownCapture'> {
  readonly label: string;
  /** What it stands at, for people who listen. */
  readonly valueText: string;
  /** Id of a sentence about it. */
  readonly describedBy?: string | undefined;
  /** Where it stands, min … max. */
  readonly at: number;
  readonly onMove: (at: number) => void;
  /** End of a pointer gesture or a key press. */
  readonly onCommit?: (() => void) | undefined;
  /** What a move changes. */
  readonly value: Value;
  /** Sets that again: a finger that came down on the slider turned out to scroll the page. */
  readonly onScrolledPast: (before: Value) => void;
}

/** One thumb on a track. Set at once where a finger comes down, and set back when the browser takes it for scrolling. */
export function Slider<Value>(props: SliderProps<Value>) {
  const { label, valueText, describedBy, at, onMove, onCommit, value, onScrolledPast, ...root } = props;
  const before = useRef(value);
  return (
    <Primitive.Root
      className={styles.slider}
      {...root}
      value={[at]}
      onValueChange={([position]) => onMove(position ?? at)}
      onValueCommit={() => onCommit?.()}
      onPointerDownCapture={() => {
        before.current = value;
      }}
      onPointerCancel={() => {
        onScrolledPast(before.current);
        onCommit?.();
      }}
    >
      <Primitive.Track className={styles.track}>
        <Primitive.Range className={styles.range} />
      </Primitive.Track>
      <Primitive.Thumb
        className={styles.thumb}
        aria-label={label}
        aria-valuetext={valueText}
        aria-describedby={describedBy}
      />
    </Primitive.Root>
  );
}
