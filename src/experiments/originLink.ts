import * as m from '#words/runLinks';
import { parseConfiguration, roundConfiguration } from './configuration.ts';
import type { RunConfiguration } from './fields.ts';
import { numberFromText } from './fieldText.ts';
import { forkRefusal, type RunOrigin } from './fork.ts';
import { take } from './linkFormat.ts';
import { quoted } from './nearest.ts';
import { encodeSettings, takeSettings } from './settingsLink.ts';

/** Keys of the run that another goes on from start with this; of the one that that goes on from, with it twice. */
const ORIGIN = 'o.';
/** The iteration after which it was left. */
const LEFT_AT = 'at';

/** Where a run of these settings began: the settings in which the other run differs from it, and the iteration. */
export function encodeOrigin(
  origin: RunOrigin | null,
  configuration: RunConfiguration,
  prefix = ORIGIN,
): [string, string][] {
  if (origin === null) return [];
  const base = roundConfiguration(origin.configuration);
  const own = encodeSettings(base, configuration, []).map(([key, text]): [string, string] => [
    prefix + key,
    text,
  ]);
  return [
    ...own,
    [prefix + LEFT_AT, String(origin.iteration)],
    ...encodeOrigin(origin.origin, base, prefix + ORIGIN),
  ];
}

/** Takes a run's origin out of a link; one that makes no sense is left out, with a sentence. */
export function takeOrigin(
  texts: Map<string, string>,
  configuration: RunConfiguration,
  notices: string[],
  prefix = ORIGIN,
): RunOrigin | null {
  const settings = takeSettings(texts, prefix);
  const text = take(texts, prefix + LEFT_AT);
  if (text === undefined) {
    if (Object.keys(settings).length > 0) {
      notices.push(m.originIncomplete({ prefix, at: LEFT_AT }));
    }
    return null;
  }
  const iteration = numberFromText(text);
  if (iteration === null || !Number.isInteger(iteration) || iteration < 1) {
    notices.push(m.originWrong({ prefix, at: LEFT_AT, value: quoted(text) }));
    return null;
  }
  const parsed = parseConfiguration(settings, configuration);
  notices.push(...parsed.notices.map((notice) => m.originNotice({ notice })));
  const base = roundConfiguration(parsed.configuration);
  const before = takeOrigin(texts, base, notices, prefix + ORIGIN);
  const refusal =
    before !== null && before.iteration >= iteration
      ? m.originOrder({ began: before.iteration, left: iteration })
      : forkRefusal(base, iteration, configuration);
  if (refusal === null) return { configuration: base, iteration, origin: before };
  notices.push(m.originRefused({ refusal }));
  return null;
}
