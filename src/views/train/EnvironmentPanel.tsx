import { useCallback, useMemo, useRef, useState } from 'react';
import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { classNames } from '../../components/classNames.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { formatFixed } from '../../components/format.ts';
import grab from '../../components/grab.module.css';
import { Icon } from '../../components/Icon.tsx';
import { Panel } from '../../components/Panel.tsx';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { putText } from '../../components/useFrameWriter.ts';
import { isDiscrete } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { SCENES } from '../../environments/scenes.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { Announcer } from '../../store/announcer.ts';
import { useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { currentRun } from '../../store/trainSelection.ts';
import { AgentReadOut } from './AgentReadOut.tsx';
import { doneBy } from './doneBy.ts';
import styles from './EnvironmentPanel.module.css';
import { SeedChoice } from './SeedChoice.tsx';
import { TakeChoice } from './TakeChoice.tsx';
import { MOST_STEERED, TakeOver } from './TakeOver.tsx';
import { TakeTyping } from './TakeTyping.tsx';
import { useEpisodePlayer } from './useEpisodePlayer.ts';
import { usePush } from './usePush.ts';

type Actor = 'mean' | 'sampled' | 'you';

const policyActs = (discrete: boolean) =>
  [
    { value: 'mean', label: discrete ? m.likeliestAction() : m.meanAction() },
    { value: 'sampled', label: m.sampled() },
  ] as const;
const youAct = () => ({ value: 'you', label: m.youAct() }) as const;

/** The agent, now: one environment on the page's own thread, played by the newest policy. */
export function EnvironmentPanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  const configuration = useTrainStore((state) => currentRun(state)?.configuration ?? state.configuration);
  return (
    <Stage
      key={`${run?.id ?? configuration.environment}-${member}`}
      run={run}
      configuration={configuration}
      member={member}
    />
  );
}

interface StageProps {
  readonly run: TrainRun | null;
  readonly configuration: RunConfiguration;
  readonly member: number;
}

function Stage({ run, configuration, member }: StageProps) {
  const environment = environmentById(configuration.environment);
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const [action, setAction] = useState<Actor>('mean');
  const { player, ready } = useEpisodePlayer(configuration, run?.feed ?? null, member);
  const caption = useRef<HTMLParagraphElement>(null);
  /** Asks a held picture for a redraw. */
  const [redraws] = useState(() => new Announcer());
  const sources = useMemo(() => [redraws], [redraws]);
  /** Tells of every frame that was played. */
  const [played] = useState(() => new Announcer());
  const scene = SCENES[configuration.environment];
  const stage = useRef<HTMLDivElement>(null);
  const redraw = useCallback(() => redraws.announce(), [redraws]);
  const { pull, nudge, handlers } = usePush(scene, player, redraw);
  const steer = useCallback(
    (steering: readonly number[]) => {
      player.steering = steering;
    },
    [player],
  );
  const type = useCallback(
    (symbol: number) => {
      player.typed?.push(symbol);
      redraws.announce();
    },
    [player, redraws],
  );
  const choose = (next: Actor) => {
    if (next !== 'you') player.steering = null;
    player.typed = next === 'you' && scene.typedKeys ? [] : null;
    setAction(next);
  };
  const live = ready || action === 'you';

  const frame = useCallback(
    (seconds: number) => {
      player.advance(seconds, action === 'sampled');
      const waiting = run === null ? m.playsHere() : m.playsSoon();
      const now = [
        m.episodeNow({ step: player.steps, value: formatFixed(player.episodeReturn, 1) }),
        ...doneBy(player),
      ].join(' · ');
      putText(caption.current, player.hasPolicy || player.steered ? now : waiting);
      played.announce();
      return { state: player.drawnState(), action: player.action, pull: pull.current };
    },
    [player, action, run, played, pull],
  );

  const { actionSpace } = environment;
  const discrete = isDiscrete(actionSpace);
  return (
    <Panel
      className={styles.panel}
      title={environment.name}
      actions={
        <>
          <SeedChoice />
          <Choice
            label={m.whoActs()}
            hideLabel
            value={action}
            onChange={choose}
            options={
              discrete || actionSpace.size <= MOST_STEERED
                ? [...policyActs(discrete), youAct()]
                : policyActs(discrete)
            }
          />
        </>
      }
    >
      <div
        ref={stage}
        className={classNames(styles.stage, live && scene.push && grab.grab)}
        title={live && scene.push ? m.pullAt({ what: scene.push.what }) : undefined}
        {...(live && scene.push ? handlers : {})}
      >
        <SceneCanvas
          scene={scene}
          label={m.played({ task: environment.name, summary: environment.summary })}
          frame={frame}
          playing={playing && live}
          sources={sources}
        />
      </div>
      <div className={styles.foot}>
        <p ref={caption} className={styles.caption} />
        {scene.push ? (
          <Button
            variant="plain"
            disabled={!live || !playing}
            aria-label={m.nudge({ what: scene.push.what })}
            title={m.nudgeOrDrag({ what: scene.push.what })}
            onClick={() => {
              if (stage.current) nudge(stage.current);
            }}
          >
            <Icon path="M1.5 8h6M5 4.5 8.5 8 5 11.5M11 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6" />
          </Button>
        ) : null}
        <Button
          variant="plain"
          disabled={!live}
          aria-label={playing ? m.hold() : m.play()}
          title={playing ? m.holdTitle() : m.play()}
          onClick={() => setPlaying(!playing)}
        >
          <Icon filled path={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4.5 2.5v11l9-5.5z'} />
        </Button>
        <Button
          variant="plain"
          disabled={!live}
          aria-label={m.newEpisode()}
          title={m.newEpisode()}
          onClick={() => {
            player.restart();
            redraws.announce();
          }}
        >
          <Icon path="M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3h-3" />
        </Button>
      </div>
      <div className={styles.inside}>
        {action !== 'you' ? null : isDiscrete(actionSpace) && scene.typedKeys ? (
          <TakeTyping actionSpace={actionSpace} keys={scene.typedKeys} onType={type} />
        ) : isDiscrete(actionSpace) ? (
          <TakeChoice actionSpace={actionSpace} keys={scene.choiceKeys ?? []} onSteer={steer} />
        ) : (
          <TakeOver actionSpace={actionSpace} keys={scene.keys} onSteer={steer} />
        )}
        <Disclosure title={m.whatItSees()}>
          <AgentReadOut player={player} played={played} />
        </Disclosure>
      </div>
    </Panel>
  );
}
