/** The class of a place in a typeset formula in which a number is written. */
export function liveClass(index: number): string {
  return `live-${index}`;
}

/** TeX that keeps a place for a number; what it is, {@link Maths} is told by index. */
export function liveNumber(index: number): string {
  return `\\htmlClass{${liveClass(index)}}{0}`;
}
