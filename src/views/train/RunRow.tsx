import { useState } from 'react';
import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { formatReturn } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { Menu } from '../../components/Menu.tsx';
import { runLine } from '../../components/runLine.ts';
import { methodName } from '../../components/runMethod.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import { usePalette } from '../../components/usePalette.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { closestPreset } from '../../experiments/presets.ts';
import { canGoOn } from '../../store/goingOn.ts';
import { useNotices } from '../../store/notices.ts';
import { MOST_PINNED, onChart } from '../../store/runList.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive, runStatus, type TrainRun } from '../../store/trainRun.ts';
import { currentRun } from '../../store/trainSelection.ts';
import { RECENT_EPISODES } from '../../trainer/episodeLog.ts';
import { RunDetails } from './RunDetails.tsx';
import { RunName } from './RunName.tsx';
import styles from './RunRow.module.css';
import { saveRun } from './runFiles.ts';

/** One run of the list: its line on the chart, its name, how it stands, what it changed, and what can be done with it. */
export function RunRow({ run }: { readonly run: TrainRun }) {
  const current = useTrainStore((state) => state.currentId === run.id);
  const sameTask = useTrainStore((state) => {
    const shown = currentRun(state);
    return shown !== null && onChart([run], shown).length + Number(run.hidden) > 1;
  });
  const [renaming, setRenaming] = useState(false);
  const palette = usePalette();
  const { colour, ink, dash } = runLine(run, palette);
  const drawn = current || (sameTask && !run.hidden);
  return (
    <li className={styles.run} data-current={current || undefined}>
      <svg
        className={styles.swatch}
        data-off={!drawn || undefined}
        width="26"
        height="10"
        viewBox="0 0 26 10"
        aria-hidden="true"
      >
        <line
          x1="1"
          x2="25"
          y1="5"
          y2="5"
          stroke={colour}
          strokeWidth="2.25"
          strokeDasharray={dash.join(' ')}
        />
      </svg>
      <RunName {...{ run, ink, current, renaming }} onRename={setRenaming} />
      <div className={styles.actions}>
        <CurveButton run={run} current={current} sameTask={sameTask} />
        <KeepButton run={run} />
        <RunMenu run={run} current={current} onRename={() => setRenaming(true)} />
      </div>
      <div className={styles.words}>
        <p className={styles.status}>{statusOf(run, sameTask || current)}</p>
        {run.difference === '' ? null : (
          <p className={styles.difference}>
            <SymbolText text={run.difference} />
          </p>
        )}
      </div>
      <RunDetails run={run} />
    </li>
  );
}

const EYE =
  'M1.3 8S3.7 3.6 8 3.6 14.7 8 14.7 8 12.3 12.4 8 12.4 1.3 8 1.3 8zM8 6.1a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8z';

interface CurveButtonProps {
  readonly run: TrainRun;
  readonly current: boolean;
  readonly sameTask: boolean;
}

function CurveButton({ run, current, sameTask }: CurveButtonProps) {
  const hide = useTrainStore((state) => state.hide);
  const shown = current || (sameTask && !run.hidden);
  const why = current
    ? m.alwaysDrawn()
    : sameTask
      ? run.hidden
        ? m.drawCurve()
        : m.hideCurve()
      : m.otherTask();
  return (
    <Button
      variant="plain"
      aria-label={m.curveOf({ name: run.name })}
      aria-pressed={shown}
      title={why}
      disabled={current || !sameTask}
      onClick={() => hide(run.id, !run.hidden)}
    >
      <Icon path={shown ? EYE : `${EYE}M2.5 13.5l11-11`} />
    </Button>
  );
}

function KeepButton({ run }: { readonly run: TrainRun }) {
  const pin = useTrainStore((state) => state.pin);
  const full = useTrainStore((state) => state.runs.filter(({ pinned }) => pinned).length >= MOST_PINNED);
  const refused = full && !run.pinned;
  return (
    <Button
      variant="plain"
      aria-label={m.keepRun({ name: run.name })}
      aria-pressed={run.pinned}
      title={refused ? m.fullyKept({ most: MOST_PINNED }) : run.pinned ? m.keptOnTop() : m.keepOnTop()}
      disabled={refused}
      onClick={() => pin(run.id, !run.pinned)}
    >
      <Icon
        filled={run.pinned}
        path="M9.6 1.6l4.8 4.8-2.4.7-2.5 2.5-.3 3.4L3 6.8l3.4-.3L8.9 4zM5.6 10.4 1.8 14.2"
      />
    </Button>
  );
}

interface RunMenuProps {
  readonly run: TrainRun;
  readonly current: boolean;
  readonly onRename: () => void;
}

function RunMenu({ run, current, onRename }: RunMenuProps) {
  const beside = useTrainStore((state) => state.overlayId === run.id);
  const { keep, dropOverlay, remove, setRecipe, goOn } = useTrainStore.getState();
  const { configuration, id, name } = run;
  const besideLabel = current ? [m.stayBeside(), m.notBeside()] : [m.putBeside(), m.takeFromBeside()];
  return (
    <Menu
      label={m.moreAbout({ name })}
      items={[
        ...(canGoOn(run) ? [{ label: m.goOnWithIt(), onSelect: () => goOn(id) }] : []),
        { label: m.rename(), onSelect: onRename, takesFocus: true },
        {
          label: m.useSettings(),
          onSelect: () => setRecipe({ configuration, preset: closestPreset(configuration) }),
        },
        { label: m.saveAsFile(), onSelect: () => void saveRun(run) },
        { label: besideLabel[beside ? 1 : 0]!, onSelect: () => (beside ? dropOverlay() : keep(id)) },
        {
          label: m.delete(),
          disabled: isLive(run),
          onSelect: () => {
            const undo = remove(id);
            useNotices.getState().post(() => m.deleted({ name }), 'information', {
              get label() {
                return m.undo();
              },
              run: undo,
            });
          },
        },
      ]}
    />
  );
}

/** @param sameTask whether its task goes without saying */
function statusOf(run: TrainRun, sameTask: boolean): string {
  const method = methodName(run.configuration);
  const task = environmentById(run.configuration.environment).name;
  const status = sameTask
    ? m.runStatus({ method, status: runStatus(run) })
    : m.runStatusTask({ method, task, status: runStatus(run) });
  const known = (run.finished?.finalReturn ?? []).filter((value) => value !== null);
  if (known.length === 0) return status;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return m.statusReturn({ status, count: RECENT_EPISODES, value: formatReturn(mean, 1) });
}
