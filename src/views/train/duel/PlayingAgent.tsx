import { useCallback, useRef, useState } from 'react';
import * as m from '#words/duel';
import { formatCount } from '../../../components/axisTicks.ts';
import { classNames } from '../../../components/classNames.ts';
import { formatReturn } from '../../../components/format.ts';
import { methodName } from '../../../components/runMethod.ts';
import { SceneCanvas } from '../../../components/SceneCanvas.tsx';
import { putText, useFrameWriter } from '../../../components/useFrameWriter.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { SCENES } from '../../../environments/scenes.ts';
import { runStatus, type TrainRun } from '../../../store/trainRun.ts';
import { doneBy } from '../doneBy.ts';
import { useEpisodePlayer } from '../useEpisodePlayer.ts';
import { usePush } from '../usePush.ts';
import styles from './AgentAtPlay.module.css';
import type { AgentProps } from './RestingAgent.tsx';

type PlayingAgentProps = AgentProps & { readonly run: TrainRun };

/** A picture that plays needs no word that something changed. */
const drawnEveryFrame = () => {};

/** Played on the page by the newest policy. */
export default function PlayingAgent({ configuration, run, member, beside }: PlayingAgentProps) {
  const environment = environmentById(configuration.environment);
  const [still] = useState(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
  const { player, ready } = useEpisodePlayer(configuration, run.feed, member);
  const caption = useRef<HTMLSpanElement>(null);
  const byHand = useRef<HTMLSpanElement>(null);
  const status = runStatus(run);
  const scene = SCENES[configuration.environment];
  const { pull, handlers } = usePush(scene, player, drawnEveryFrame);
  const frame = useCallback(
    (seconds: number) => {
      player.advance(seconds, false);
      putText(
        byHand.current,
        doneBy(player)
          .map((words) => ` · ${words}`)
          .join(''),
      );
      return { state: player.drawnState(), action: player.action, pull: pull.current };
    },
    [player, pull],
  );
  const playing = ready && !still;
  const write = useCallback(() => {
    const latest = run.feed.shown;
    const known = latest?.members.flatMap(({ metrics }) => metrics.episodic_return ?? []) ?? [];
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const texts = [
      latest ? m.iteration({ shown: formatCount(latest.iteration) }) : status,
      ...(known.length > 0 ? [m.returnNow({ value: formatReturn(mean, 0) })] : []),
      // Of a past iteration it would say what the run is now.
      ...(latest && run.phase !== 'running' && run.feed.visited === null ? [status] : []),
    ];
    putText(caption.current, texts.join(' · '));
  }, [run, status]);
  useFrameWriter(run.feed, write);
  return (
    <>
      <div
        className={classNames(styles.stage, playing && scene.push && styles.grab)}
        title={playing && scene.push ? m.pullAt({ what: scene.push.what }) : undefined}
        {...(playing && scene.push ? handlers : {})}
      >
        <SceneCanvas
          scene={scene}
          label={m.played({
            task: environment.name,
            method: methodName(configuration),
            summary: environment.summary,
          })}
          frame={frame}
          playing={playing}
        />
      </div>
      <div className={styles.foot}>
        <p className={styles.caption}>
          <span ref={caption} />
          <span ref={byHand} />
        </p>
        {beside}
      </div>
    </>
  );
}
