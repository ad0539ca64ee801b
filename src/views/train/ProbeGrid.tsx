import { type ReactNode, useCallback, useRef, useState, useSyncExternalStore } from 'react';
import * as m from '#words/train';
import { ChartCanvas } from '../../components/ChartCanvas.tsx';
import { Tip } from '../../components/Tip.tsx';
import { usePalette } from '../../components/usePalette.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import type { ProbeReport } from '../../trainer/events.ts';
import styles from './ProbePanel.module.css';
import { ProbeState } from './ProbeState.tsx';
import type { ProbePictures } from './probePictures.ts';
import type { ReadProbes } from './useProbes.ts';

/** States shown; a report may carry more. */
const SHOWN = 6;

interface ProbeGridProps {
  readonly run: TrainRun;
  readonly read: ReadProbes;
  readonly pictures: ProbePictures;
  /** Memoised: a redraw whenever one announces. */
  readonly sources: readonly TrainFeed[];
  /** Height that a picture needs, pixels; left out: as much as any. */
  readonly least?: number;
  /** A state in numbers. */
  readonly numbers: (probes: ProbeReport, index: number) => ReactNode;
  /** Somebody wants to see a state in the Lab. */
  readonly onOpen: (index: number) => void;
}

/** The pictures of all probe states, each with where the agent is in it; the one under the pointer or in focus in numbers. */
export function ProbeGrid({ run, read, pictures, sources, least, numbers, onOpen }: ProbeGridProps) {
  const grid = useRef<HTMLUListElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const { feed, configuration } = run;
  return (
    <div className={styles.pictures}>
      <ul className={styles.grid} ref={grid}>
        {Array.from({ length: SHOWN }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places are fixed, what they show changes
          <li key={index} className={styles.probe} style={{ minHeight: least }}>
            <Probe index={index} pictures={pictures} sources={sources} />
            <ProbeState
              className={styles.state}
              environment={configuration.environment}
              read={read}
              feed={feed}
              index={index}
            />
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <button
              type="button"
              className={styles.open}
              aria-label={m.openState({ number: index + 1 })}
              onClick={() => onOpen(index)}
              onPointerEnter={() => setPointed(index)}
              onPointerLeave={() => setPointed(null)}
              onFocus={() => setPointed(index)}
              onBlur={() => setPointed(null)}
            />
          </li>
        ))}
      </ul>
      {pointed === null ? null : <Reading {...{ feed, read, grid, numbers }} index={pointed} />}
    </div>
  );
}

interface ProbeProps {
  readonly index: number;
  readonly pictures: ProbePictures;
  readonly sources: readonly TrainFeed[];
}

/** The policies of one state. */
function Probe({ index, pictures, sources }: ProbeProps) {
  const palette = usePalette();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) =>
      pictures.draw(index, context, width, height, palette),
    [index, pictures, palette],
  );
  const summarise = useCallback(() => pictures.describe(index), [index, pictures]);
  return <ChartCanvas draw={draw} summarise={summarise} sources={sources} />;
}

interface ReadingProps extends Pick<ProbeGridProps, 'read' | 'numbers'> {
  readonly feed: TrainFeed;
  readonly index: number;
  readonly grid: React.RefObject<HTMLUListElement | null>;
}

/** The numbers of the state under the pointer or in focus, beside it. */
function Reading({ feed, read, index, grid, numbers }: ReadingProps) {
  const subscribe = useCallback((listener: () => void) => feed.subscribe(listener), [feed]);
  const shown = useSyncExternalStore(subscribe, read);
  const list = grid.current;
  const item = list?.children[index];
  if (shown === null || shown.probes.old.mean.length === 0) return null;
  if (!list || !(item instanceof HTMLElement)) return null;
  const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = item;
  return (
    <Tip
      anchor={{ left, top, right: left + offsetWidth, bottom: top + offsetHeight }}
      within={{ width: list.clientWidth, height: list.clientHeight }}
    >
      {numbers(shown.probes, index)}
    </Tip>
  );
}
