import * as m from '#words/links';
import type { CompareLink } from './comparison/link.ts';
import type { LabConfiguration } from './lab.ts';
import { decodeLab, encodeLab } from './labLink.ts';
import { DEFAULT_LANDSCAPE, encodeLandscape, type LandscapeId, takeLandscape } from './landscapeLink.ts';
import { decodeLearn, encodeLearn, type LearnLink, learnPath } from './learn.ts';
import { FORMAT_VERSION } from './linkFormat.ts';
import { encodeLookOptions, type LookOptions, takeLookOptions } from './lookOptions.ts';
import { LAB_LOOKS, type LookId } from './looks.ts';
import { quoted, suggestion } from './nearest.ts';
import { encodePolicies, takePolicies } from './policiesText.ts';
import { decodeSimplex, encodeSimplex, type SimplexLink } from './simplexLink.ts';
import type { TrainLink } from './trainLink.ts';

/**
 * Links of all views, of which those with runs are read and written by code that comes later: Lab and tour open without
 * every setting of every algorithm. `link.ts` has all of it at once.
 */

export interface LabLink {
  readonly view: 'lab';
  readonly lab: LabConfiguration;
  /** What is laid over the plane; left out: nothing. */
  readonly looks?: readonly LookId[];
  /** What is set in those looks; left out: as it is before anybody sets anything. */
  readonly options?: Partial<LookOptions>;
  /** What lies under the plane; left out: the landscape that is there anyway. */
  readonly landscape?: LandscapeId;
  /** Policies over more actions (`policiesText.ts`); left out: the first example. */
  readonly policies?: string;
}

/** What an address says: the whole state of a view that is worth sending. */
export type LinkState = LabLink | SimplexLink | TrainLink | CompareLink | LearnLink;
export type ViewId = LinkState['view'];
export type LinkOf<View extends ViewId> = Extract<LinkState, { view: View }>;

/** Longer addresses are not ours. */
const LONGEST_LINK = 4096;
const MOST_PAIRS = 200;
const VIEWS = ['lab', 'simplex', 'train', 'compare', 'learn'] as const;

/** How a view's state becomes keys and texts, and is read from them tolerantly. */
export interface LinkCodec<View extends ViewId> {
  readonly encode: (state: LinkOf<View>) => [string, string][];
  /** @param rest of the path, after the view's name */
  readonly decode: (texts: Map<string, string>, notices: string[], rest: string) => LinkOf<View>;
  /** What an address without a query opens, where that is not what an empty one decodes to. */
  readonly opening?: LinkOf<View>;
}

const codecs: { [View in ViewId]?: LinkCodec<View> } = {
  lab: {
    encode: ({ lab, looks, options, landscape, policies }) => [
      ...encodeLab(lab),
      ...LAB_LOOKS.encode(looks),
      ...encodeLookOptions(options, looks),
      ...encodeLandscape(landscape),
      ...encodePolicies(policies),
    ],
    decode: decodeLabLink,
  },
  simplex: { encode: encodeSimplex, decode: decodeSimplex },
  learn: { encode: encodeLearn, decode: (texts, notices, rest) => decodeLearn(rest, texts, notices) },
};

/** From here on links of this view are read and written. */
export function addCodec<View extends ViewId>(view: View, codec: LinkCodec<View>): void {
  (codecs as Record<View, LinkCodec<View>>)[view] = codec;
}

/** Whether links of this view can be read and written yet. */
export function hasCodec(view: ViewId): boolean {
  return codecs[view] !== undefined;
}

/** @throws {TypeError} where the view's code is not there yet */
function codecOf<View extends ViewId>(view: View): LinkCodec<View> {
  const codec = codecs[view] as LinkCodec<View> | undefined;
  if (codec === undefined)
    throw new TypeError(`links of ${view} are read by link.ts, which was not imported`);
  return codec;
}

/** The address of a state: `#/lab?…`, `#/simplex?…`, `#/learn/nearest?…`, with what differs from the preset or the start, and always the seeds. */
export function encodeLink(state: LinkState): string {
  const pairs = codecOf(state.view).encode(state);
  const path = state.view === 'learn' ? learnPath(state) : state.view;
  return `#/${path}?${[['v', String(FORMAT_VERSION)], ...pairs].map((pair) => pair.join('=')).join('&')}`;
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

/** The parts of an address before and after its question mark. */
function splitAddress(hash: string): { readonly written: string; readonly query: string } {
  const route = hash.slice(hash.indexOf('#') + 1);
  const mark = route.indexOf('?');
  const path = mark < 0 ? route : route.slice(0, mark);
  return { written: path.replace(/^\/+|\/+$/g, ''), query: mark < 0 ? '' : route.slice(mark + 1) };
}

function viewNamed(written: string): ViewId | undefined {
  const slash = written.indexOf('/');
  return VIEWS.find((id) => id === (slash < 0 ? written : written.slice(0, slash)));
}

/** The view that an address names, for which {@link decodeLink} needs the codec. */
export function viewOfLink(hash: string): ViewId {
  return (hash.length > LONGEST_LINK ? undefined : viewNamed(splitAddress(hash).written)) ?? 'lab';
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
  const { written, query } = splitAddress(hash);
  const { texts, notices } = readQuery(query);
  const view = viewNamed(written);
  const slash = written.indexOf('/');
  const rest = slash < 0 ? '' : written.slice(slash + 1);
  // Only the tour has pages of its own.
  if ((view === undefined && written !== '') || (rest !== '' && view !== 'learn')) {
    notices.push(m.noView({ name: quoted(written), suggestion: suggestion(written, VIEWS) }));
    return { state: { view: 'lab', lab: decodeLab(new Map(), []) }, notices };
  }

  const version = texts.get('v');
  if (version !== undefined && version !== String(FORMAT_VERSION)) {
    notices.push(m.otherVersion({ version: quoted(version), ours: FORMAT_VERSION }));
  }
  const codec: LinkCodec<ViewId> = codecOf(view ?? 'lab');
  if (codec.opening !== undefined && texts.size === 0) return { state: codec.opening, notices };
  const settings = new Map([...texts].filter(([key]) => key !== 'v'));
  return { state: codec.decode(settings, notices, rest), notices };
}

function decodeLabLink(texts: Map<string, string>, notices: string[]): LabLink {
  const looks = LAB_LOOKS.take(texts, notices);
  const options = takeLookOptions(texts, looks, notices);
  const landscape = takeLandscape(texts, notices);
  const policies = takePolicies(texts, notices);
  return {
    view: 'lab',
    lab: decodeLab(texts, notices),
    ...(looks.length > 0 && { looks }),
    ...(Object.keys(options).length > 0 && { options }),
    ...(landscape !== DEFAULT_LANDSCAPE && { landscape }),
    ...(policies !== null && { policies }),
  };
}
