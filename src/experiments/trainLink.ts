import { dequal } from 'dequal/lite';
import * as m from '#words/runLinks';
import { iterationsInBudget } from './budget.ts';
import { parseConfiguration, roundConfiguration } from './configuration.ts';
import { rivalFor } from './duel.ts';
import { DEFAULT_RUN, type RunConfiguration } from './fields.ts';
import { numberFromText } from './fieldText.ts';
import type { RunOrigin } from './fork.ts';
import { LONGEST_NAME, plainName } from './givenNames.ts';
import { take, unknownNamesNotice } from './linkFormat.ts';
import { quoted, suggestion } from './nearest.ts';
import { encodeOrigin, takeOrigin } from './originLink.ts';
import { baseConfiguration, isPresetId, PRESET_IDS, type PresetId } from './presets.ts';
import { encodeSettings, takeSettings } from './settingsLink.ts';

/** Two runs side by side, or the panels of one. */
export const TRAIN_LAYOUTS = ['instrument', 'duel'] as const;
export type TrainLayout = (typeof TRAIN_LAYOUTS)[number];

export interface TrainLink {
  readonly view: 'train';
  readonly layout: TrainLayout;
  readonly configuration: RunConfiguration;
  /** The preset that the configuration started from; `null`: the start of its task. */
  readonly preset: PresetId | null;
  /** Where the run begins if it goes on from another; left out: at its beginning. */
  readonly origin?: RunOrigin | null;
  /** A second run to lay over the first. */
  readonly overlay: RunConfiguration | null;
  /** What somebody has called the run, and the second one; left out: they have the names of their settings. */
  readonly name?: string;
  readonly overlayName?: string;
  /** Starts training at once. */
  readonly run: boolean;
  /** Replays the run to this iteration, 1 … those in the budget, and pauses there; `null`: an ordinary run. */
  readonly at: number | null;
  /** Index into `seeds` of the agent whose policies are shown. */
  readonly member: number;
  /** Two action dimensions, counted from 0, that the ellipses show; the view reduces them to those there are. */
  readonly actionPair: readonly [number, number];
}

/** Keys of the overlay's settings start with this. */
const OVERLAY = 'b.';
const NAME = 'name';
const LARGEST_ACTION = 31;

/** What a link of Train says where it says nothing else. */
export const DEFAULT_TRAIN: TrainLink = {
  view: 'train',
  layout: 'instrument',
  configuration: DEFAULT_RUN,
  preset: null,
  overlay: null,
  run: false,
  at: null,
  member: 0,
  actionPair: [0, 1],
};

/** What #/train without a query opens: the layer against what most people use, on the task that is learnt soonest. */
export const OPENING_TRAIN: TrainLink = {
  ...DEFAULT_TRAIN,
  layout: 'duel',
  overlay: rivalFor(DEFAULT_RUN, null),
};

/** Keys and texts of a link of Train: what differs from the preset or the task's start, and always the seeds. */
export function encodeTrain(state: TrainLink): [string, string][] {
  const configuration = roundConfiguration(state.configuration);
  const base = baseConfiguration(state.preset, configuration.environment);
  const pairs: [string, string][] = [];
  if (state.layout !== DEFAULT_TRAIN.layout) pairs.push(['layout', state.layout]);
  if (state.preset !== null) pairs.push(['preset', state.preset]);
  // Without a preset the task decides the base, so it has to be there.
  pairs.push(
    ...encodeSettings(configuration, base, state.preset === null ? ['environment', 'seeds'] : ['seeds']),
  );
  pairs.push(...encodeOrigin(state.origin ?? null, configuration));
  if (state.overlay !== null) {
    for (const [key, text] of encodeSettings(roundConfiguration(state.overlay), configuration, ['seeds'])) {
      pairs.push([OVERLAY + key, text]);
    }
  }
  if (state.name !== undefined) pairs.push([NAME, encodeURIComponent(state.name)]);
  if (state.overlay !== null && state.overlayName !== undefined) {
    pairs.push([OVERLAY + NAME, encodeURIComponent(state.overlayName)]);
  }
  if (state.member !== 0) pairs.push(['member', String(state.member)]);
  if (!dequal(state.actionPair, DEFAULT_TRAIN.actionPair)) pairs.push(['pair', state.actionPair.join(',')]);
  if (state.run) pairs.push(['run', '1']);
  if (state.at !== null) pairs.push(['at', String(state.at)]);
  return pairs;
}

/** Reads the settings of a link of Train tolerantly. */
export function decodeTrain(texts: Map<string, string>, notices: string[]): TrainLink {
  const layoutText = take(texts, 'layout');
  const layout = TRAIN_LAYOUTS.find((one) => one === layoutText);
  if (layoutText !== undefined && layout === undefined) {
    notices.push(m.noLayout({ name: quoted(layoutText), suggestion: suggestion(layoutText, TRAIN_LAYOUTS) }));
  }
  const presetText = take(texts, 'preset');
  const preset = isPresetId(presetText) ? presetText : null;
  if (presetText !== undefined && preset === null) {
    notices.push(m.noPreset({ name: quoted(presetText), suggestion: suggestion(presetText, PRESET_IDS) }));
  }

  const settings = takeSettings(texts, '');
  // The task first: without a preset it decides what the other settings differ from.
  const { environment } = parseConfiguration({
    environment: settings['environment'] ?? DEFAULT_RUN.environment,
  }).configuration;
  const first = parseConfiguration(settings, baseConfiguration(preset, environment));
  const configuration = roundConfiguration(first.configuration);
  notices.push(...first.notices);

  const origin = takeOrigin(texts, configuration, notices);
  const overlaySettings = takeSettings(texts, OVERLAY);
  let overlay: RunConfiguration | null = null;
  if (Object.keys(overlaySettings).length > 0) {
    const second = parseConfiguration(overlaySettings, configuration);
    overlay = roundConfiguration(second.configuration);
    notices.push(...second.notices.map((notice) => m.secondRun({ notice })));
  }

  const name = decodeName(take(texts, NAME), notices);
  const overlayName = decodeName(take(texts, OVERLAY + NAME), notices);

  const state: TrainLink = {
    view: 'train',
    layout: layout ?? DEFAULT_TRAIN.layout,
    configuration,
    preset,
    ...(origin && { origin }),
    overlay,
    ...(name !== '' && { name }),
    ...(overlayName !== '' && overlay !== null && { overlayName }),
    run: decodeRun(take(texts, 'run'), notices),
    at: decodeIteration(take(texts, 'at'), configuration, origin?.iteration ?? 1, notices),
    member: decodeMember(take(texts, 'member'), configuration.seeds.length, notices),
    actionPair: decodePair(take(texts, 'pair'), notices),
  };
  notices.push(...unknownNamesNotice([...texts.keys()]));
  return state;
}

/** Empty: nobody has given one. */
function decodeName(text: string | undefined, notices: string[]): string {
  const name = plainName(text ?? '');
  if ([...(text ?? '').trim()].length > LONGEST_NAME) {
    notices.push(m.nameTooLong({ most: LONGEST_NAME, used: quoted(name) }));
  }
  return name;
}

function decodeRun(text: string | undefined, notices: string[]): boolean {
  if (text !== undefined && text !== '0' && text !== '1') notices.push(m.runWrong({ value: quoted(text) }));
  return text === '1';
}

function decodeIteration(
  text: string | undefined,
  configuration: RunConfiguration,
  first: number,
  notices: string[],
): number | null {
  if (text === undefined) return null;
  const last = iterationsInBudget(configuration);
  const iteration = numberFromText(text);
  if (iteration === null || !Number.isInteger(iteration)) {
    notices.push(m.atWrong({ first, last, value: quoted(text) }));
    return null;
  }
  const used = Math.min(Math.max(iteration, first), last);
  if (used !== iteration) {
    notices.push(m.atMoved({ first, last, value: iteration, used }));
  }
  return used;
}

function decodeMember(text: string | undefined, members: number, notices: string[]): number {
  const member = text === undefined ? 0 : numberFromText(text);
  if (member !== null && Number.isInteger(member) && member >= 0 && member < members) return member;
  notices.push(m.memberWrong({ last: members - 1, value: quoted(text) }));
  return 0;
}

function decodePair(text: string | undefined, notices: string[]): readonly [number, number] {
  if (text === undefined) return DEFAULT_TRAIN.actionPair;
  const pair = text.split(',').map(numberFromText);
  const [first, second] = pair;
  const valid = (index: number | null | undefined): index is number =>
    typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= LARGEST_ACTION;
  if (pair.length === 2 && valid(first) && valid(second) && first !== second) return [first, second];
  notices.push(m.pairWrong({ most: LARGEST_ACTION, value: quoted(text) }));
  return DEFAULT_TRAIN.actionPair;
}
