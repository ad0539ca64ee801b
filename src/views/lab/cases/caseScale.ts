import type { CasePlace } from './caseSlice.ts';

/** What part of the slice the map shows: shifts from 0, stretches to both sides of 0. */
export interface CaseReach {
  readonly shift: number;
  readonly stretch: number;
}

/** The bound stands at least at a quarter of the way and at most at a sixteenth. */
const [ROOM, FARTHEST] = [4, 16];
/** The Lab's own limits: means within ±10, spreads from 0.01 to 10. */
const MOST = { shift: 1000, stretch: Math.log(1000) } as const;
const LADDER = [1, 1.5, 2, 3, 4, 6, 8, 10] as const;

/** The next step of a ladder from `needed` on, so that the map rarely changes its scale. */
function stepUp(needed: number): number {
  const decade = 10 ** Math.floor(Math.log10(needed));
  return decade * (LADDER.find((step) => step * decade >= needed * (1 - 1e-9)) ?? 10);
}

function reachOf(limit: number, at: number, most: number): number {
  // Where nothing binds anywhere, a doubling to either side is what can be seen.
  const bound = Number.isFinite(limit) ? limit : Math.LN2 / 2;
  return stepUp(
    Math.min(most, Math.max(ROOM * bound * 0.75, Math.min(1.15 * Math.abs(at), FARTHEST * bound))),
  );
}

/** A part of the slice in which both the bounds and the pair can be seen, unless the pair is very far away. */
export function caseReach(limits: CasePlace, place: CasePlace): CaseReach {
  return {
    shift: reachOf(limits.shift, place.shift, MOST.shift),
    stretch: reachOf(limits.stretch, place.stretch, MOST.stretch),
  };
}

/** A place brought onto the map. */
export function onMap({ shift, stretch }: CasePlace, reach: CaseReach): CasePlace {
  return {
    shift: Math.min(reach.shift, Math.max(0, shift)),
    stretch: Math.min(reach.stretch, Math.max(-reach.stretch, stretch)),
  };
}
