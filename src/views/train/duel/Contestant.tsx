import { useCallback, useRef } from 'react';
import * as m from '#words/duel';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { formatCount, formatShare } from '../../../components/axisTicks.ts';
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
import { useTrainStore } from '../../../store/train.ts';
import type { TrainFeed } from '../../../store/trainFeed.ts';
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

/**
 * The share of states beyond the bound and the largest distance, of the network and of its projection: of all iterations so
 * far, or of the past one on show.
 */
function Kept({ configuration, run }: SideProps) {
  const layer = algorithmOf(configuration).layer !== null;
  const narrow = useNarrow();
  const table = useRef<HTMLTableElement>(null);
  const when = useRef<HTMLTableCellElement>(null);
  const write = useCallback(() => {
    const cells = table.current?.querySelectorAll('[data-number]') ?? [];
    const texts = run === null ? [] : keptTexts(run.feed);
    const visited = run?.feed.visited ?? null;
    putText(
      when.current,
      visited === null ? m.soFar() : m.iteration({ shown: formatCount(visited.iteration) }),
    );
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
          <td ref={when} className={styles.when} />
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

/** Share and largest distance, of the network and then of its projection; of what is not known nothing. */
function keptTexts({ promise, visited }: TrainFeed): readonly (string | undefined)[] {
  if (visited === null) {
    return [promise.proposed, promise.projected].flatMap(({ share, worst }) => [
      share === null ? undefined : formatShare(share),
      worst === null ? undefined : formatBounds(worst.distance),
    ]);
  }
  const moment = promise.at(visited.iteration);
  return [moment?.proposed, moment?.projected].flatMap((policy) => [
    policy ? formatShare(policy.share) : undefined,
    policy && Number.isFinite(policy.largest) ? formatBounds(policy.largest) : undefined,
  ]);
}
