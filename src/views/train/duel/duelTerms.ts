import { methodName } from '../../../components/runMethod.ts';
import { methodSettings } from '../../../experiments/comparison/methods.ts';
import { asMethod, type Duel, methodOf } from '../../../experiments/duel.ts';
import { type SettingDifference, settingDifferences } from '../../../experiments/names.ts';
import { baseConfiguration } from '../../../experiments/presets.ts';

/** Settings that make the method. */
const METHOD = Object.keys(methodSettings('kl'));
/** Settings that differ from run to run by choice of the visitor, and are in sight. */
const IN_SIGHT = ['seeds', 'engine', ...METHOD];

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
      ? 'Same seed, same settings.'
      : `Same seed, same settings, except ${unequal
          .map(
            ({ label, before, after }) =>
              `${inSentence(label)}: ${methodName(rival)} ${before}, ${methodName(run)} ${after}`,
          )
          .join('; ')}.`,
  ];
  if (common.length > 0) {
    const texts = common.map(({ label, before, after }) => `${inSentence(label)} ${before} → ${after}`);
    sentences.push(`Changed from the task’s preset: ${texts.join(', ')}.`);
  }
  const twins = [methodOf(run), methodOf(rival)].sort().join();
  if (twins === 'bures,w2' && run.head === 'diagonal')
    sentences.push('With diagonal covariances Bures and W2 are the same.');
  return sentences;
}

function inSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}
