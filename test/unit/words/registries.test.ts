import { afterEach, describe, expect, it } from 'vitest';
import type { Algorithm } from '../../../src/algorithms/algorithm.ts';
import { ALGORITHMS } from '../../../src/algorithms/registry.ts';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { COMPARISON_PRESETS } from '../../../src/experiments/comparison/presets.ts';
import { RUN_FIELDS } from '../../../src/experiments/fields.ts';
import { LAB_PRESETS } from '../../../src/experiments/labPresets.ts';
import { decodeLink } from '../../../src/experiments/link.ts';
import { runDifference } from '../../../src/experiments/names.ts';
import { presetConfiguration, RUN_PRESETS } from '../../../src/experiments/presets.ts';
import { METRICS } from '../../../src/trainer/metrics.ts';
import { speak } from '../../../src/words/locale.ts';

afterEach(() => speak('en'));

/** What every row says, sentence by sentence. */
const spoken: Readonly<Record<string, () => readonly string[]>> = {
  settings: () => RUN_FIELDS.map(({ help }) => help),
  algorithms: () => (ALGORITHMS as readonly Algorithm[]).map(({ summary }) => summary),
  tasks: () =>
    RUN_FIELDS.flatMap((field) => (field.name === 'environment' ? field.choices : [])).map(
      (id) => environmentById(id).summary,
    ),
  'presets of runs': () => RUN_PRESETS.map(({ caption }) => caption),
  'presets of the Lab': () => LAB_PRESETS.map(({ caption }) => caption),
  'presets of comparisons': () => COMPARISON_PRESETS.map(({ caption }) => caption),
  metrics: () => METRICS.map(({ help }) => help),
};

describe('registries', () => {
  it.each(Object.keys(spoken))('say %s in the language of the moment', (name) => {
    const english = spoken[name]!();
    speak('de');
    const german = spoken[name]!();
    expect(english.length).toBeGreaterThan(2);
    expect(german.filter((text, i) => text === english[i])).toEqual([]);
    speak('en');
    expect(spoken[name]!()).toEqual(english);
  });

  it('say what differs with the signs of the language', () => {
    const before = presetConfiguration('pendulum');
    const after = { ...before, meanBound: 0.05, steps: 1_000_000 };
    expect(runDifference(before, after)).toContain('mean bound ε_μ 0.03 → 0.05');
    speak('de');
    expect(runDifference(before, after)).toContain('Mittelwertschranke ε_μ 0,03 → 0,05');
    expect(runDifference(before, after)).toContain('1.000.000');
  });
});

describe('links', () => {
  it('are the same in every language, and are complained about in the reader’s', () => {
    const link = '#/train?env=pendulm&em=99&lr=0.5';
    const english = decodeLink(link);
    speak('de');
    const german = decodeLink(link);
    expect(german.state).toEqual(english.state);
    expect(german.notices).toHaveLength(english.notices.length);
    expect(english.notices.join()).toContain('must be');
    expect(german.notices.join()).toContain('muss');
    expect(german.notices.join()).not.toContain('must');
  });
});
