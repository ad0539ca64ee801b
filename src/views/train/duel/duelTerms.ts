import * as m from '#words/duel';
import { methodName } from '../../../components/runMethod.ts';
import { asMethod, type Duel, methodOf } from '../../../experiments/duel.ts';
import { labelInSentence, type SettingDifference, settingDifferences } from '../../../experiments/names.ts';
import { baseConfiguration } from '../../../experiments/presets.ts';

/** Settings that make the method, and those that differ from run to run by choice of the visitor: in sight. */
const IN_SIGHT = ['seeds', 'engine', 'algorithm', 'projection', 'categoricalProjection'];

const shown = (differences: readonly SettingDifference[]) =>
  differences.filter(({ name }) => !IN_SIGHT.includes(name));

/** On what terms the two meet: what differs between them, and from the start of their task. */
export function duelTerms({ run, rival }: Duel): readonly string[] {
  const base = baseConfiguration(null, run.environment);
  const unequal = shown(settingDifferences(rival, run));
  const common = shown(settingDifferences(base, asMethod(run, methodOf(base), 'kl'))).filter(
    ({ name }) => !unequal.some((one) => one.name === name),
  );
  const sentences = [
    unequal.length === 0
      ? m.sameSettings()
      : m.sameExcept({
          differences: unequal
            .map(({ label, before, after }) =>
              m.difference({
                setting: labelInSentence(label),
                ...{ rival: methodName(rival), before, method: methodName(run), after },
              }),
            )
            .join('; '),
        }),
  ];
  if (common.length > 0) {
    const texts = common.map(({ label, before, after }) => `${labelInSentence(label)} ${before} → ${after}`);
    sentences.push(m.changedFromPreset({ differences: texts.join(', ') }));
  }
  const twins = [methodOf(run), methodOf(rival)].sort().join();
  if (twins === 'bures,w2' && run.head === 'diagonal') sentences.push(m.twins());
  return sentences;
}
