import { dequal } from 'dequal/lite';
import * as m from '#words/links';
import { iterationsInBudget } from './budget.ts';
import { type CompareLink, decodeCompare, encodeCompare } from './comparison/link.ts';
import {
  FORMAT_VERSION,
  parseConfiguration,
  roundConfiguration,
  unknownNamesNotice,
} from './configuration.ts';
import { rivalFor } from './duel.ts';
import { DEFAULT_RUN, type RunConfiguration } from './fields.ts';
import { numberFromText } from './fieldText.ts';
import type { RunOrigin } from './fork.ts';
import { LONGEST_NAME, plainName } from './givenNames.ts';
import type { LabConfiguration } from './lab.ts';
import { decodeLab, encodeLab } from './labLink.ts';
import { decodeLearn, encodeLearn, type LearnLink, learnPath } from './learn.ts';
import { encodeLooks, type LookId, takeLooks } from './looks.ts';
import { quoted, suggestion } from './nearest.ts';
import { encodeOrigin, takeOrigin } from './originLink.ts';
import { encodePolicies, takePolicies } from './policiesText.ts';
import { baseConfiguration, isPresetId, PRESET_IDS, type PresetId } from './presets.ts';
import { encodeSettings, take, takeSettings } from './settingsLink.ts';
import { decodeSimplex, encodeSimplex, type SimplexLink } from './simplexLink.ts';

export interface LabLink {
  readonly view: 'lab';
  readonly lab: LabConfiguration;
  /** What is laid over the plane; left out: nothing. */
  readonly looks?: readonly LookId[];
  /** Policies over more actions (`policiesText.ts`); left out: the first example. */
  readonly policies?: string;
}

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

/** What an address says: the whole state of a view that is worth sending. */
export type LinkState = LabLink | SimplexLink | TrainLink | CompareLink | LearnLink;

/** Longer addresses are not ours. */
const LONGEST_LINK = 4096;
const MOST_PAIRS = 200;
/** Keys of the overlay's settings start with this. */
const OVERLAY = 'b.';
const NAME = 'name';
const VIEWS = ['lab', 'simplex', 'train', 'compare', 'learn'] as const;
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

/** The address of a state: `#/lab?…`, `#/simplex?…`, `#/learn/nearest?…`, with what differs from the preset or the start, and always the seeds. */
export function encodeLink(state: LinkState): string {
  const pairs = encodeView(state);
  const path = state.view === 'learn' ? learnPath(state) : state.view;
  return `#/${path}?${[['v', String(FORMAT_VERSION)], ...pairs].map((pair) => pair.join('=')).join('&')}`;
}

function encodeView(state: LinkState): [string, string][] {
  switch (state.view) {
    case 'lab':
      return [...encodeLab(state.lab), ...encodeLooks(state.looks), ...encodePolicies(state.policies)];
    case 'simplex':
      return encodeSimplex(state);
    case 'train':
      return encodeTrain(state);
    case 'compare':
      return encodeCompare(state);
    case 'learn':
      return encodeLearn(state);
  }
}

function encodeTrain(state: TrainLink): [string, string][] {
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

/** What a query says: at most one text a key. */
interface Query {
  readonly texts: ReadonlyMap<string, string>;
  readonly notices: string[];
}

function readQuery(query: string): Query {
  const texts = new Map<string, string>();
  const notices: string[] = [];
  const pairs = query.split('&').filter((pair) => pair !== '');
  if (pairs.length > MOST_PAIRS) notices.push(m.manyParts({ count: pairs.length, most: MOST_PAIRS }));
  for (const pair of pairs.slice(0, MOST_PAIRS)) {
    const equals = pair.indexOf('=');
    try {
      const key = decodeURIComponent(equals < 0 ? pair : pair.slice(0, equals));
      const text = equals < 0 ? '' : decodeURIComponent(pair.slice(equals + 1));
      if (texts.has(key)) notices.push(m.saidTwice({ key: quoted(key) }));
      else texts.set(key, text);
    } catch {
      notices.push(m.wronglyEncoded({ part: quoted(pair) }));
    }
  }
  return { texts, notices };
}

/**
 * Reads an address (or a whole URL: what follows the first #). Never throws and always gives a valid state; whatever it
 * could not take is ignored or put right, with a sentence for the reader.
 */
export function decodeLink(hash: string): { readonly state: LinkState; readonly notices: readonly string[] } {
  if (hash.length > LONGEST_LINK) {
    const { state } = decodeLink('');
    return { state, notices: [m.tooLong({ most: LONGEST_LINK })] };
  }
  const route = hash.slice(hash.indexOf('#') + 1);
  const mark = route.indexOf('?');
  const path = mark < 0 ? route : route.slice(0, mark);
  const query = readQuery(mark < 0 ? '' : route.slice(mark + 1));
  const { texts, notices } = query;

  const written = path.replace(/^\/+|\/+$/g, '');
  const slash = written.indexOf('/');
  const name = slash < 0 ? written : written.slice(0, slash);
  const rest = slash < 0 ? '' : written.slice(slash + 1);
  const view = VIEWS.find((id) => id === name);
  // Only the tour has pages of its own.
  if ((view === undefined && written !== '') || (rest !== '' && view !== 'learn')) {
    notices.push(m.noView({ name: quoted(written), suggestion: suggestion(written, VIEWS) }));
    return { state: { view: 'lab', lab: decodeLab(new Map(), []) }, notices };
  }

  const version = texts.get('v');
  if (version !== undefined && version !== String(FORMAT_VERSION)) {
    notices.push(m.otherVersion({ version: quoted(version), ours: FORMAT_VERSION }));
  }
  if (view === 'train' && texts.size === 0) return { state: OPENING_TRAIN, notices };
  const settings = new Map([...texts].filter(([key]) => key !== 'v'));
  return { state: decodeView(view ?? 'lab', rest, settings, notices), notices };
}

function decodeView(
  view: LinkState['view'],
  rest: string,
  settings: Map<string, string>,
  notices: string[],
): LinkState {
  switch (view) {
    case 'lab':
      return decodeLabLink(settings, notices);
    case 'simplex':
      return decodeSimplex(settings, notices);
    case 'train':
      return decodeTrain(settings, notices);
    case 'compare':
      return decodeCompare(settings, notices);
    case 'learn':
      return decodeLearn(rest, settings, notices);
  }
}

function decodeLabLink(texts: Map<string, string>, notices: string[]): LabLink {
  const looks = takeLooks(texts, notices);
  const policies = takePolicies(texts, notices);
  return {
    view: 'lab',
    lab: decodeLab(texts, notices),
    ...(looks.length > 0 && { looks }),
    ...(policies !== null && { policies }),
  };
}

function decodeTrain(texts: Map<string, string>, notices: string[]): TrainLink {
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
