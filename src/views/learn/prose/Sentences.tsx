import { type ReactNode, useEffect, useRef } from 'react';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { PlanePart } from '../../lab/planeParts.ts';
import { useFigureHand, useFigureReading } from '../lab/labFigure.ts';
import type { LabReading } from '../lab/labScript.ts';
import styles from './Sentences.module.css';

/** A pointer that only passes over a sentence should not change the figure. */
const HOVER_MILLISECONDS = 220;

/** Words that set the figure to what they say: pointed at, focused or tapped. */
export function Sets({ to, children }: { readonly to: LabConfiguration; readonly children: ReactNode }) {
  const { set } = useFigureHand();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <button
      type="button"
      className={styles.sets}
      onClick={() => {
        clearTimeout(timer.current);
        set(to);
      }}
      onPointerEnter={({ pointerType }) => {
        if (pointerType === 'mouse') timer.current = setTimeout(() => set(to), HOVER_MILLISECONDS);
      }}
      onPointerLeave={() => clearTimeout(timer.current)}
      onFocus={({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) set(to);
      }}
    >
      {children}
    </button>
  );
}

const INK: Readonly<Record<PlanePart, string | undefined>> = {
  old: 'var(--old-ink)',
  proposed: 'var(--proposed-ink)',
  projected: 'var(--projected-ink)',
  region: undefined,
  band: undefined,
};

/** Words for a part of the picture, which stands out while they are pointed at or focused. */
export function Shows({ part, children }: { readonly part: PlanePart; readonly children: ReactNode }) {
  const { light } = useFigureHand();
  return (
    <button
      type="button"
      className={styles.shows}
      style={{ color: INK[part] }}
      onPointerEnter={() => light(part)}
      onPointerLeave={() => light(null)}
      onFocus={() => light(part)}
      onBlur={() => light(null)}
    >
      {children}
    </button>
  );
}

/** A number or words read from the figure, in every frame. */
export function Live({ children }: { readonly children: (reading: LabReading) => ReactNode }) {
  return <span className={styles.live}>{children(useFigureReading())}</span>;
}
