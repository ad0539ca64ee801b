import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { engineSpecification } from '../../algorithms/specification.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { formatFixed } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { ENVIRONMENTS } from '../../environments/registry.ts';
import { SCENES } from '../../environments/scenes.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { createRandom } from '../../gaussian/random.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import { EpisodePlayer } from '../../store/trainPlayer.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import styles from './EnvironmentPanel.module.css';

const ACTIONS = [
  { value: 'mean', label: 'Mean action' },
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
  const environment = ENVIRONMENTS[configuration.environment];
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const [action, setAction] = useState<'mean' | 'sampled'>('mean');
  const [ready, setReady] = useState(run?.feed.latest !== null && run !== null);
  const caption = useRef<HTMLParagraphElement>(null);
  const feed = run?.feed ?? null;

  const player = useMemo(() => {
    const seed = configuration.seeds[member] ?? configuration.seeds[0]!;
    const { policy } = engineSpecification(configuration, environment);
    return new EpisodePlayer(environment, policy, createRandom(seed).fork('played on the page'));
  }, [configuration, environment, member]);

  useEffect(() => {
    if (feed === null) return;
    const take = () => {
      const policy = feed.latest?.members[member]?.policy;
      if (policy === undefined) return;
      player.setPolicy(policy);
      setReady(true);
    };
    take();
    return feed.subscribe(take);
  }, [feed, member, player]);

  const frame = useCallback(
    (seconds: number) => {
      player.advance(seconds, action === 'sampled');
      if (caption.current) {
        const text = player.hasPolicy
          ? `policy of iteration ${feed?.latest?.iteration ?? 0} · step ${player.steps} of ${environment.maxEpisodeSteps} · return ${formatFixed(player.episodeReturn, 1)}`
          : 'at its start';
        if (caption.current.textContent !== text) caption.current.textContent = text;
      }
      return { state: player.drawnState(), action: player.action };
    },
    [player, action, environment, feed],
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
        />
        {ready ? null : (
          <p className={styles.empty}>
            {run === null
              ? 'Press Start: the agent plays here while it learns.'
              : 'The agent plays here after the first iteration.'}
          </p>
        )}
      </div>
      <div className={styles.foot}>
        <p ref={caption} className={styles.caption} />
        <Button variant="plain" disabled={!ready} onClick={() => setPlaying(!playing)}>
          {playing ? 'Hold' : 'Play'}
        </Button>
        <Button variant="plain" disabled={!ready} onClick={() => player.restart()}>
          New episode
        </Button>
      </div>
    </Panel>
  );
}

/** Which agent of a population is on show. */
function SeedChoice() {
  const seeds = useTrainStore((state) => currentRun(state)?.configuration.seeds ?? null);
  const member = useTrainStore((state) => state.shownMember);
  const showMember = useTrainStore((state) => state.showMember);
  if (seeds === null || seeds.length < 2) return null;
  return (
    <Choice
      label="Seed shown"
      hideLabel
      appearance="select"
      value={String(member)}
      onChange={(value) => showMember(Number(value))}
      options={seeds.map((seed, index) => ({ value: String(index), label: `seed ${seed}` }))}
    />
  );
}
