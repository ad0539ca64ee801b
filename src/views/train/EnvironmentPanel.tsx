import { useCallback, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { formatFixed } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { Panel } from '../../components/Panel.tsx';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { putText } from '../../components/useFrameWriter.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { SCENES } from '../../environments/scenes.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { Announcer } from '../../store/announcer.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import styles from './EnvironmentPanel.module.css';
import { SeedChoice } from './SeedChoice.tsx';
import { useEpisodePlayer } from './useEpisodePlayer.ts';

const ACTIONS = [
  { value: 'mean', label: 'Mean' },
  { value: 'sampled', label: 'Sampled' },
] as const;

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
  const [action, setAction] = useState<'mean' | 'sampled'>('mean');
  const { player, ready } = useEpisodePlayer(configuration, run?.feed ?? null, member);
  const caption = useRef<HTMLParagraphElement>(null);
  /** Asks a held picture for a redraw. */
  const [redraws] = useState(() => new Announcer());
  const sources = useMemo(() => [redraws], [redraws]);

  const frame = useCallback(
    (seconds: number) => {
      player.advance(seconds, action === 'sampled');
      const waiting =
        run === null
          ? 'Press Start: the agent plays here while it learns.'
          : 'The agent plays here after the first iteration.';
      const now = `step ${player.steps} · return ${formatFixed(player.episodeReturn, 1)}`;
      putText(caption.current, player.hasPolicy ? now : waiting);
      return { state: player.drawnState(), action: player.action };
    },
    [player, action, run],
  );

  return (
    <Panel
      className={styles.panel}
      title={environment.name}
      actions={
        <>
          <SeedChoice />
          <Choice label="Action" hideLabel value={action} onChange={setAction} options={ACTIONS} />
        </>
      }
    >
      <div className={styles.stage}>
        <SceneCanvas
          scene={SCENES[configuration.environment]}
          label={`${environment.name}, played by the current policy. ${environment.summary}`}
          frame={frame}
          playing={playing && ready}
          sources={sources}
        />
      </div>
      <div className={styles.foot}>
        <p ref={caption} className={styles.caption} />
        <Button
          variant="plain"
          disabled={!ready}
          aria-label={playing ? 'Hold the picture' : 'Play'}
          title={playing ? 'Hold the picture; training goes on' : 'Play'}
          onClick={() => setPlaying(!playing)}
        >
          <Icon filled path={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4.5 2.5v11l9-5.5z'} />
        </Button>
        <Button
          variant="plain"
          disabled={!ready}
          aria-label="New episode"
          title="New episode"
          onClick={() => {
            player.restart();
            redraws.announce();
          }}
        >
          <Icon path="M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3h-3" />
        </Button>
      </div>
    </Panel>
  );
}
