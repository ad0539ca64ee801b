import { methodName } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import type { TrainLink } from '../../experiments/link.ts';
import { runDifference } from '../../experiments/names.ts';
import { closestPreset } from '../../experiments/presets.ts';
import { addressOf } from '../../store/route.ts';
import { nameGivenTo } from '../../store/runList.ts';
import type { LinkOffer } from '../../store/sharing.ts';
import { changedFields, currentRun, overlayRun, type TrainStore } from '../../store/train.ts';
import { iterationOnShow, type TrainRun } from '../../store/trainRun.ts';

/** Changes that a sentence can take. */
const MOST_CHANGES = 2;

/** The links of Train: to the run on show, and to the form where it says something else; before any run to the form. */
export function trainOffers(state: TrainStore): readonly [LinkOffer, ...LinkOffer[]] {
  const run = currentRun(state);
  const form = formOffer(state);
  if (run === null) return [form];
  const differs = changedFields(run.configuration, state.configuration).length > 0;
  return differs ? [runOffer(run, state), form] : [runOffer(run, state)];
}

/** The link that leads to the run as it is on show: its own settings, up to the iteration that the panels show. */
export function runLink(
  run: TrainRun,
  { layout, overlay, member, actionPair }: Pick<TrainLink, 'layout' | 'overlay' | 'member' | 'actionPair'>,
): TrainLink {
  const { configuration, engine, origin } = run;
  const name = nameGivenTo(run);
  return {
    view: 'train',
    layout,
    // What auto took here, another machine might not take.
    configuration: engine?.id === 'simd' ? { ...configuration, engine: 'simd' } : configuration,
    preset: closestPreset(configuration),
    ...(origin && { origin }),
    overlay,
    ...(name !== null && { name }),
    run: false,
    at: iterationOnShow(run),
    member: Math.min(member, configuration.seeds.length - 1),
    actionPair,
  };
}

function runOffer(run: TrainRun, state: TrainStore): LinkOffer {
  // A link has no room for where the second run began.
  const behind = overlayRun(state);
  const beside = behind?.origin ? null : behind;
  const { layout, shownMember: member, actionPair } = state;
  const besideName = beside && nameGivenTo(beside);
  const link = {
    ...runLink(run, { layout, overlay: beside?.configuration ?? null, member, actionPair }),
    ...(besideName !== null && { overlayName: besideName }),
  };
  const from = run.origin === null ? '' : `, from iteration ${run.origin.iteration} of ${run.origin.name} on`;
  const who = `${run.name} (${settingsWords(run.configuration)}${from})`;
  const and = beside === null ? '' : `, ${beside.name} beside it`;
  const exactly = run.engine?.id === 'webgpu' ? ', though WebGPU repeats it only roughly' : '';
  const changed = runDifference(run.configuration, state.configuration, MOST_CHANGES);
  const without = changed === '' ? '' : ` What you have changed since (${changed}) is not in it.`;
  const does =
    link.at === null
      ? `opens the settings of ${who}${and}; nothing trains before Start.`
      : `trains ${who}${and} up to iteration ${link.at} and shows it there${exactly}.`;
  return { address: addressOf(link), to: 'the run', does: does + without };
}

function formOffer(state: TrainStore): LinkOffer {
  const { layout, configuration, preset, companion, shownMember, actionPair, replayTo } = state;
  const overlay = companion ?? overlayRun(state)?.configuration ?? null;
  const link: TrainLink = {
    ...{ view: 'train', layout, configuration, preset, overlay, run: false, at: replayTo, actionPair },
    member: Math.min(shownMember, configuration.seeds.length - 1),
  };
  const and = overlay === null ? '' : `, ${methodName(overlay)} beside it`;
  return {
    address: addressOf(link),
    to: 'the settings',
    does: `opens these settings (${settingsWords(configuration)}${and}); nothing trains before Start.`,
  };
}

/** `PPO on Pendulum, seeds 1, 2`. */
function settingsWords(configuration: RunConfiguration): string {
  const { environment, seeds } = configuration;
  const task = environmentById(environment).name;
  return `${methodName(configuration)} on ${task}, seed${seeds.length > 1 ? 's' : ''} ${seeds.join(', ')}`;
}
