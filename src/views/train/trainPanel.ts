import type { ComponentType } from 'react';
import type { TermId } from '../../components/glossary/terms.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/** What a panel about a run is given. */
export interface RunPanelProps {
  /** The panel's heading. */
  readonly title: string;
  /** What its words answer with. */
  readonly term?: TermId | undefined;
  /** Which seed it is about, where the run has several. */
  readonly note?: string | undefined;
  /** The run on show. */
  readonly run: TrainRun;
  /** Index of the seed on show. */
  readonly member: number;
}

interface Place {
  readonly id: string;
  /** What is in sight without scrolling, the grid beneath it, or the strip of words and numbers at the end. */
  readonly area: 'stage' | 'grid' | 'strip';
}

/** A panel of Train that is always there and finds what it shows itself. */
interface StandingPanel extends Place {
  readonly Component: ComponentType;
}

/** A panel of Train that shows something of a run, and says what until there is one. */
interface RunPanel extends Place {
  readonly title: string;
  /** What the words of the title answer with. */
  readonly term?: TermId | undefined;
  /** What will be there, the rest of the sentence `Press Start: …` */
  readonly promise: string;
  /** Keeps the room that its picture will take, so that nothing moves on Start. */
  readonly tall?: boolean;
  /** Whether it has anything to show of such a run; left out: of every one. */
  readonly applies?: (configuration: RunConfiguration) => boolean;
  /** Whether it is about one seed alone. */
  readonly bySeed?: boolean;
  /** As wide as the grid. */
  readonly wide?: boolean;
  readonly RunComponent: ComponentType<RunPanelProps>;
}

/** A row of the registry in panels.ts. */
export type TrainPanel = StandingPanel | RunPanel;
