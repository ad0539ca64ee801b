import { dissect } from '../../src/trainer/dissection/dissect.ts';
import { type BrokenDissection, type Dissection, isBroken } from '../../src/trainer/dissection/dissection.ts';

/** An iteration that came to its end. */
export function wholeOf(dissection: Dissection | BrokenDissection | null): Dissection {
  if (dissection === null) throw new Error('there is no dissection');
  if (isBroken(dissection)) throw new Error(`the iteration broke off: ${dissection.broken.quantity}`);
  return dissection;
}

/** Of an iteration that comes to its end. */
export async function dissectWhole(...given: Parameters<typeof dissect>): Promise<Dissection> {
  return wholeOf(await dissect(...given));
}

/** Of an iteration that comes to none. */
export async function dissectBroken(...given: Parameters<typeof dissect>): Promise<BrokenDissection> {
  const dissection = await dissect(...given);
  if (!isBroken(dissection)) throw new Error(`iteration ${dissection.iteration} came to its end`);
  return dissection;
}
