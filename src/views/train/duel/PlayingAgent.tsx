import { useCallback, useRef, useState } from 'react';
import * as m from '#words/duel';
import { formatCount } from '../../../components/axisTicks.ts';
import { formatReturn } from '../../../components/format.ts';
import { putText, useFrameWriter } from '../../../components/useFrameWriter.ts';
import { SCENES } from '../../../environments/scenes.ts';
import { runStatus, type TrainRun } from '../../../store/trainRun.ts';
import { doneBy } from '../doneBy.ts';
import { useEpisodePlayer } from '../useEpisodePlayer.ts';
import { usePush } from '../usePush.ts';
import { AgentFrame } from './AgentFrame.tsx';
import type { AgentProps } from './RestingAgent.tsx';

type PlayingAgentProps = AgentProps & { readonly run: TrainRun };

/** A picture that plays needs no word that something changed. */
const drawnEveryFrame = () => {};

/** Played on the page by the newest policy. */
export default function PlayingAgent({ configuration, run, member, beside }: PlayingAgentProps) {
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
    <AgentFrame
      configuration={configuration}
      frame={frame}
      playing={playing}
      hand={playing && scene.push ? { title: m.pullAt({ what: scene.push.what }), ...handlers } : undefined}
      caption={
        <>
          <span ref={caption} />
          <span ref={byHand} />
        </>
      }
      beside={beside}
    />
  );
}
