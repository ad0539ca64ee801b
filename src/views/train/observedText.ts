/** More observations than this are told without those that are 0: most of them say what is not the case. */
const MOST = 12;

/** What is observed in a state, in words. */
export function observedText(
  labels: readonly string[],
  observation: ArrayLike<number>,
  number: (value: number) => string,
): string {
  const all = labels.map((label, i) => ({ label, value: observation[i]! }));
  const told = all.length > MOST ? all.filter(({ value }) => value !== 0) : all;
  return told
    .map(({ label, value }) => (all.length > MOST && value === 1 ? label : `${label} ${number(value)}`))
    .join(' · ');
}
