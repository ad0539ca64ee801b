import { useCallback, useRef } from 'react';
import { formatFixed } from '../../components/format.ts';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { isDiscrete } from '../../environments/environment.ts';
import type { Announcer } from '../../store/announcer.ts';
import type { EpisodePlayer } from '../../store/trainPlayer.ts';
import styles from './AgentReadOut.module.css';
import { ChoiceReadOut } from './ChoiceReadOut.tsx';
import { GaussianReadOut } from './GaussianReadOut.tsx';

export interface AgentReadOutProps {
  readonly player: EpisodePlayer;
  /** Announces every frame that was played. */
  readonly played: Announcer;
}

/** More numbers than this are a code, of which those that are 0 say nothing. */
const MOST_LISTED = 40;

/** What the agent observes now, and the policy that its action is from. */
export function AgentReadOut({ player, played }: AgentReadOutProps) {
  const { observationSpace, actionSpace } = player.environment;
  const values = useRef<(HTMLElement | null)[]>([]);
  const isCode = observationSpace.size > MOST_LISTED;

  const write = useCallback(() => {
    const { observation } = player;
    for (const [i, element] of values.current.entries()) {
      putText(element, observation === null ? '–' : formatFixed(observation[i]!, 2));
      if (isCode && element?.parentElement) element.parentElement.hidden = !observation?.[i];
    }
  }, [player, isCode]);
  useFrameWriter(played, write);

  return (
    <div className={styles.readOut}>
      <dl className={styles.observation}>
        {observationSpace.labels.map((label, i) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd
              ref={(element) => {
                values.current[i] = element;
              }}
            />
          </div>
        ))}
      </dl>
      {isDiscrete(actionSpace) ? (
        <ChoiceReadOut labels={actionSpace.labels} player={player} played={played} />
      ) : (
        <GaussianReadOut actionSpace={actionSpace} player={player} played={played} />
      )}
    </div>
  );
}
