/** Milliseconds of one call, over so many after a first that does not count. */
export function millisecondsOf(work: () => void, repetitions: number): number {
  work();
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) work();
  return (performance.now() - start) / repetitions;
}
