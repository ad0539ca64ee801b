import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import sentences from '../prose/Sentences.module.css';
import type { TrainReading } from './trainScript.ts';

export const TrainReadingContext = createContext<TrainReading | null>(null);

/** The runs of the chapter, whenever they begin and end. */
export function useTrainReading<SideId extends string>(): TrainReading<SideId> {
  const reading = useContext(TrainReadingContext);
  if (reading === null) throw new Error('Sentences that speak of runs must stand beside them.');
  return reading as TrainReading<SideId>;
}

/** Sentences follow the runs this often, which is as fast as one reads numbers. */
const FOLLOW_MILLISECONDS = 250;

/** The same, and several times a second while they train. */
export function useFollowedRuns<SideId extends string>(): TrainReading<SideId> {
  const reading = useTrainReading<SideId>();
  const [, follow] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stops = Object.values(reading).map((run) =>
      (run as TrainReading[string])?.feed.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          follow((count) => count + 1);
        }, FOLLOW_MILLISECONDS);
      }),
    );
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop?.();
    };
  }, [reading]);
  return reading;
}

/** Words read from the runs. `null`: not known yet, `unknown` is said. */
export function Told<SideId extends string>({
  children,
  unknown = '–',
}: {
  readonly children: (runs: TrainReading<SideId>) => ReactNode;
  readonly unknown?: ReactNode;
}) {
  return <span className={sentences['live']}>{children(useFollowedRuns<SideId>()) ?? unknown}</span>;
}

/** A part of the text that needs runs which have come so far; before, `before` stands in its place. */
export function When<SideId extends string>({
  runs: ready,
  before,
  children,
}: {
  readonly runs: (runs: TrainReading<SideId>) => boolean;
  readonly before: ReactNode;
  readonly children: ReactNode;
}) {
  return ready(useFollowedRuns<SideId>()) ? children : before;
}
