/** Two labels as one, what they share said once: `torque τ₁ (N m)` and `torque τ₂ (N m)` are `torque τ₁ · τ₂ (N m)`. */
export function pairLabel(one: string, other: string): string {
  const [a, b] = [one.split(' '), other.split(' ')];
  const most = Math.min(a.length, b.length) - 1;
  let before = 0;
  while (before < most && a[before] === b[before]) before++;
  let after = 0;
  while (after < most - before && a.at(-1 - after) === b.at(-1 - after)) after++;
  const own = (words: readonly string[]) => words.slice(before, words.length - after).join(' ');
  const shared = { before: a.slice(0, before), after: a.slice(a.length - after) };
  return [...shared.before, `${own(a)} · ${own(b)}`, ...shared.after].join(' ');
}
