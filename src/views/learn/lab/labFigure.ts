import { createContext, useContext } from 'react';
import type { LabConfiguration, LabGaussian } from '../../../experiments/lab.ts';
import type { createLab } from '../../../store/lab.ts';
import type { PlanePart } from '../../lab/planeParts.ts';
import type { LabReading } from './labScript.ts';

/** What sentences can do to the figure beside them. It never changes within a chapter, unlike what it shows. */
export interface FigureHand {
  readonly store: ReturnType<typeof createLab>;
  /** Sets the figure, as an example is opened: it goes there in a moment. */
  readonly set: (lab: LabConfiguration) => void;
  /** Makes a part of the picture stand out; `null` for none. */
  readonly light: (part: PlanePart | null) => void;
  readonly place: (ghost: LabGaussian) => void;
}

export const FigureHandContext = createContext<FigureHand | null>(null);
export const FigureReadingContext = createContext<LabReading | null>(null);

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('Sentences that speak of a figure must stand beside one.');
  return value;
}

export function useFigureHand(): FigureHand {
  return required(useContext(FigureHandContext));
}

/** What the figure shows now, in every frame of a drag. */
export function useFigureReading(): LabReading {
  return required(useContext(FigureReadingContext));
}
