import * as m from '#words/train';
import { Choice } from '../../components/Choice.tsx';
import { useTrainStore } from '../../store/train.ts';
import { currentRun } from '../../store/trainSelection.ts';

/** Which agent of a population is on show. */
export function SeedChoice() {
  const seeds = useTrainStore((state) => currentRun(state)?.configuration.seeds ?? null);
  const member = useTrainStore((state) => state.shownMember);
  const showMember = useTrainStore((state) => state.showMember);
  if (seeds === null || seeds.length < 2) return null;
  return (
    <Choice
      label={m.seedShown()}
      hideLabel
      appearance="select"
      value={String(member)}
      onChange={(value) => showMember(Number(value))}
      options={seeds.map((seed, index) => ({ value: String(index), label: m.seedSmall({ seed }) }))}
    />
  );
}
