import { type ReactNode, useMemo, useRef } from 'react';
import styles from './SeenPart.module.css';
import { useInSight, useRested } from './useRested.ts';

/**
 * A part of a view that a drag changes. Out of sight it waits until the hand rests: a drag in the plane is not held up by
 * what nobody sees.
 *
 * @param value what is shown, the same object as long as nothing changed
 * @param held a hand holds what changes it
 */
export function SeenPart<Value>({
  value,
  held,
  children,
}: {
  readonly value: Value;
  readonly held: boolean;
  readonly children: (value: Value) => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const shown = useRested(value, useInSight(frame), held);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is a function of the value
  const content = useMemo(() => children(shown), [shown]);
  return (
    <div ref={frame} className={styles.part}>
      {content}
    </div>
  );
}
