import * as m from '#words/train';
import { methodName } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { changedFields } from '../../experiments/changedFields.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { runDifference } from '../../experiments/names.ts';
import { closestPreset } from '../../experiments/presets.ts';
import type { TrainLink } from '../../experiments/trainLink.ts';
import { addressOf } from '../../store/route.ts';
import { nameGivenTo } from '../../store/runList.ts';
import type { LinkOffer } from '../../store/sharing.ts';
import { iterationOnShow, type TrainRun } from '../../store/trainRun.ts';
import { currentRun, overlayRun } from '../../store/trainSelection.ts';
import type { TrainStore } from '../../store/trainState.ts';

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
  return {
    address: addressOf(link),
    get to() {
      return m.theRun();
    },
    get does() {
      return whatRunLinkDoes(run, beside, link.at, state.configuration, layout);
    },
  };
}

function whatRunLinkDoes(
  run: TrainRun,
  beside: TrainRun | null,
  at: number | null,
  form: RunConfiguration,
  layout: TrainLink['layout'],
): string {
  const told = { run: run.name, settings: settingsWords(run.configuration) };
  const alone =
    run.origin === null
      ? m.linkRun(told)
      : m.linkRunFrom({ ...told, iteration: run.origin.iteration, origin: run.origin.name });
  const who =
    beside === null
      ? alone
      : layout === 'duel'
        ? // Its runs have no names there.
          m.linkDuel({ other: methodName(beside.configuration), settings: told.settings })
        : m.linkBeside({ run: alone, other: beside.name });
  const changes = runDifference(run.configuration, form, MOST_CHANGES);
  const without = changes === '' ? '' : ` ${m.linkWithout({ changes })}`;
  const trains = run.engine?.id === 'webgpu' ? m.linkTrainsRoughly : m.linkTrains;
  const does = at === null ? m.linkOpens({ run: who }) : trains({ run: who, iteration: at });
  return does + without;
}

function formOffer(state: TrainStore): LinkOffer {
  const { layout, configuration, preset, companion, shownMember, actionPair, replayTo } = state;
  const overlay = companion ?? overlayRun(state)?.configuration ?? null;
  const link: TrainLink = {
    ...{ view: 'train', layout, configuration, preset, overlay, run: false, at: replayTo, actionPair },
    member: Math.min(shownMember, configuration.seeds.length - 1),
  };
  return {
    address: addressOf(link),
    get to() {
      return m.theSettings();
    },
    get does() {
      const alone = settingsWords(configuration);
      const settings = overlay === null ? alone : m.linkBeside({ run: alone, other: methodName(overlay) });
      return m.linkSettings({ settings });
    },
  };
}

/** `PPO on Pendulum, seeds 1, 2`. */
function settingsWords(configuration: RunConfiguration): string {
  const { environment, seeds } = configuration;
  const task = environmentById(environment).name;
  return m.linkTask({
    method: methodName(configuration),
    task,
    seeds: m.seeds({ count: seeds.length, seeds: seeds.join(', ') }),
  });
}
