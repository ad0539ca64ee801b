import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { formatFixed } from '../../components/format.ts';
import type { BoxSpace, Scene } from '../../environments/environment.ts';
import { KEY_SIGNS } from './keySigns.ts';
import styles from './TakeOver.module.css';

const DEFAULT_KEYS: NonNullable<Scene['keys']> = [
  ['ArrowLeft', 'ArrowRight'],
  ['ArrowDown', 'ArrowUp'],
];

/** Actions that two hands can give. */
export const MOST_STEERED = DEFAULT_KEYS.length;

export interface TakeOverProps {
  readonly actionSpace: BoxSpace;
  readonly keys?: Scene['keys'];
  readonly onSteer: (action: readonly number[]) => void;
}

/** The action in one's own hands: arrow keys while it has the focus, or a slider for each action that springs back. */
export function TakeOver({
  actionSpace: { size, low, high, labels },
  keys = DEFAULT_KEYS,
  onSteer,
}: TakeOverProps) {
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [action, setAction] = useState<readonly number[]>(() => new Array<number>(size).fill(0));
  useEffect(() => first.current?.focus(), []);
  useEffect(() => onSteer(action), [action, onSteer]);

  const set = (index: number, value: number) =>
    setAction((now) => now.map((old, i) => (i === index ? value : old)));
  const handleKey = (event: KeyboardEvent) => {
    for (let i = 0; i < size; i++) {
      const [lowers, raises] = keys[i]!;
      if (event.key !== lowers && event.key !== raises) continue;
      event.preventDefault();
      const full = event.key === raises ? high[i]! : low[i]!;
      // Letting go of the other key, pressed in between, does not stop this one.
      if (event.type === 'keydown') set(i, full);
      else setAction((now) => now.map((old, j) => (j === i && old === full ? 0 : old)));
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the sliders within
    <div className={styles.rows} onKeyDown={handleKey} onKeyUp={handleKey}>
      {action.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: actions have no other name
        <div key={i} className={styles.row}>
          <label htmlFor={`${id}-${i}`}>{labels[i]}</label>
          <input
            id={`${id}-${i}`}
            ref={i === 0 ? first : undefined}
            type="range"
            // The end that an arrow key leads to is on that key's side.
            dir={keys[i]![0] === 'ArrowRight' ? 'rtl' : undefined}
            min={low[i]}
            max={high[i]}
            step="any"
            value={value}
            onChange={(event) => set(i, event.target.valueAsNumber)}
            onPointerUp={() => set(i, 0)}
            onPointerCancel={() => set(i, 0)}
            onBlur={() => set(i, 0)}
          />
          <output className={styles.value} htmlFor={`${id}-${i}`}>
            {formatFixed(value, 1)}
          </output>
          <span className={styles.keys} aria-hidden="true">
            {[...keys[i]!].sort().map((key) => (
              <kbd key={key}>{KEY_SIGNS[key]}</kbd>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}
