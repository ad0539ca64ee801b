import { useCallback, useRef } from 'react';
import * as m from '#words/duel';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { formatShare } from '../../../components/axisTicks.ts';
import { Choice } from '../../../components/Choice.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { inReadingOrder } from '../../../components/readingOrder.ts';
import { methodName, methodTitle, runLook } from '../../../components/runMethod.ts';
import { putText, useFrameWriter } from '../../../components/useFrameWriter.ts';
import { formatBounds } from '../../../components/valueAxis.ts';
import type { EnvironmentId } from '../../../experiments/choices.ts';
import { algorithmIdOf, type MethodId, methodsOn } from '../../../experiments/comparison/methods.ts';
import { methodOf } from '../../../experiments/duel.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { PromiseRecord } from '../../../store/promiseHistory.ts';
import { useTrainStore } from '../../../store/train.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import { SlowMotionButton } from '../slow/SlowMotionButton.tsx';
import { useNarrow } from '../useWide.ts';
import { AgentAtPlay } from './AgentAtPlay.tsx';
import styles from './Contestant.module.css';

const methods = (environment: EnvironmentId) =>
  inReadingOrder(methodsOn(environment), algorithmIdOf).map((id) => ({ value: id, label: methodTitle(id) }));

interface ContestantProps {
  readonly side: 'left' | 'right';
  readonly configuration: RunConfiguration;
  /** `null` before the start. */
  readonly run: TrainRun | null;
  readonly onChoose: (method: MethodId) => void;
}

/** One side of the duel: its method, its agent at play, and how it keeps within the bound. */
export function Contestant({ side, configuration, run, onChoose }: ContestantProps) {
  const { colour } = runLook(configuration);
  const { summary } = algorithmOf(configuration);
  const label = side === 'left' ? m.methodLeft() : m.methodRight();
  const method = methodName(configuration);
  const member = useTrainStore((state) => Math.min(state.shownMember, configuration.seeds.length - 1));
  const { pause } = useTrainStore.getState();
  return (
    <Panel className={styles.contestant}>
      <section
        aria-label={side === 'left' ? m.left({ method }) : m.right({ method })}
        className={styles.inner}
        style={{ '--method': `var(${colour})` } as React.CSSProperties}
      >
        <div className={styles.method}>
          <Choice
            label={label}
            hideLabel
            appearance="select"
            value={methodOf(configuration)}
            onChange={onChoose}
            options={methods(configuration.environment)}
          />
        </div>
        <p className={styles.summary}>{summary}</p>
        <AgentAtPlay
          key={run?.id ?? configuration.environment}
          configuration={configuration}
          run={run}
          member={member}
          beside={
            run === null ? null : <SlowMotionButton short {...{ run, member }} of={method} onOpen={pause} />
          }
        />
        <Kept key={`kept-${run?.id}`} configuration={configuration} run={run} />
      </section>
    </Panel>
  );
}

type SideProps = Pick<ContestantProps, 'configuration' | 'run'>;

/** Characters that a number's column holds in its full size; longer ones are set smaller. */
const MOST_IN_FULL_SIZE = 5;

/** The share of states beyond the bound and the largest distance, of the network and of its projection. */
function Kept({ configuration, run }: SideProps) {
  const layer = algorithmOf(configuration).layer !== null;
  const narrow = useNarrow();
  const table = useRef<HTMLTableElement>(null);
  const write = useCallback(() => {
    const cells = table.current?.querySelectorAll('[data-number]') ?? [];
    const promise = run?.feed.promise;
    const texts = [promise?.proposed, promise?.projected].flatMap((record) => [
      shareText(record),
      furthestText(record),
    ]);
    cells.forEach((cell, index) => {
      const text = texts[index] ?? '–';
      putText(cell, text);
      cell.toggleAttribute('data-long', text.length > MOST_IN_FULL_SIZE);
    });
  }, [run]);
  useFrameWriter(run?.feed ?? null, write);
  return (
    <table ref={table} className={styles.kept}>
      <caption className="visually-hidden">{m.allStates()}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{narrow ? m.beyond() : m.beyondTheBound()}</th>
          <th scope="col">{narrow ? m.furthestShort() : m.furthest()}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {m.network()} <span className={styles.role}>{m.acts()}</span>
          </th>
          <td data-number className={styles.number} />
          <td data-number className={styles.number} />
        </tr>
        <tr>
          <th scope="row">{m.projection()}</th>
          {layer ? (
            <>
              <td data-number className={styles.number} />
              <td data-number className={styles.number} />
            </>
          ) : (
            <td colSpan={2} className={styles.none}>
              {m.noLayer()}
            </td>
          )}
        </tr>
      </tbody>
    </table>
  );
}

function shareText(record: PromiseRecord | undefined): string {
  return record?.share == null ? '–' : formatShare(record.share);
}

function furthestText(record: PromiseRecord | undefined): string {
  return record?.worst == null ? '–' : formatBounds(record.worst.distance);
}
