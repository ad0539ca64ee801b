import { LocksMissing } from './storageTrouble.ts';

// not words: what locks are called
const PREFIX = 'trust-region-playground run ';

/**
 * Makes a run this page's own, so that no two pages write it or go on with it. The browser takes it back when the page
 * closes, however it does.
 * @returns the way to let it go; `null`: another page has it
 * @throws {LocksMissing} where the browser has no locks (pages that came over plain http)
 */
export function holdRun(key: string): Promise<(() => void) | null> {
  const locks = requireLocks();
  return new Promise((resolve, reject) => {
    locks
      .request(PREFIX + key, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return;
        }
        // Held until this resolves.
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}

/** Keys of the runs that any page has made its own. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  const { held = [] } = await requireLocks().query();
  const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
  return new Set(names);
}

function requireLocks(): LockManager {
  const locks = globalThis.navigator?.locks;
  if (!locks) throw new LocksMissing('no Web Locks');
  return locks;
}
