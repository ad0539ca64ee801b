import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { formatFixed } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { SCENES } from '../../environments/scenes.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { createRandom } from '../../random/random.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import { EpisodePlayer } from '../../store/trainPlayer.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { engineSpecification } from '../../trainer/specification.ts';
import styles from './EnvironmentPanel.module.css';

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
  const [ready, setReady] = useState(run?.feed.latest !== null && run !== null);
  const caption = useRef<HTMLParagraphElement>(null);
  const feed = run?.feed ?? null;

  const player = useMemo(() => {
    const seed = configuration.seeds[member] ?? configuration.seeds[0]!;
    const { policy } = engineSpecification(configuration, environment);
    return new EpisodePlayer(environment, policy, createRandom(seed).fork('played on the page'));
  }, [configuration, environment, member]);

  const [redraws] = useState(createAnnouncer);
  const sources = useMemo(() => [redraws], [redraws]);

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
          ? `step ${player.steps} · return ${formatFixed(player.episodeReturn, 1)}`
          : run === null
            ? 'Press Start: the agent plays here while it learns.'
            : 'The agent plays here after the first iteration.';
        if (caption.current.textContent !== text) caption.current.textContent = text;
      }
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
          {playing ? <HoldIcon /> : <PlayIcon />}
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
          <AgainIcon />
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

/** Asks a held picture for a redraw. */
function createAnnouncer() {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    announce() {
      for (const listener of listeners) listener();
    },
  };
}

const ICON = { width: 16, height: 16, viewBox: '0 0 16 16' } as const;

function HoldIcon() {
  return (
    <svg {...ICON} aria-hidden="true" fill="currentColor">
      <path d="M4 3h3v10H4zM9 3h3v10H9z" />
    </svg>
  );
}

function PlayIcon() {
  return (
    <svg {...ICON} aria-hidden="true" fill="currentColor">
      <path d="M4.5 2.5v11l9-5.5z" />
    </svg>
  );
}

function AgainIcon() {
  return (
    <svg
      {...ICON}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
    >
      <path d="M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3h-3" />
    </svg>
  );
}
