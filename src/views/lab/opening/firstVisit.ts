/** Kept on the device once the opening has begun. */
const STORAGE_KEY = 'opening';
/** Without storage it is remembered as long as the page. */
let begun = false;

function known(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return false;
  }
}

/** An address that asks for nothing but the Lab. */
export function isBareAddress(hash: string): boolean {
  return /^#?\/?(lab\/?)?\??$/.test(hash);
}

/** Whether this is the first visit of a reader whom no link sent to a place of its own. */
export function isFirstVisit(): boolean {
  return !begun && isBareAddress(location.hash) && !known();
}

/** From now on there has been one. */
export function rememberVisit(): void {
  begun = true;
  try {
    localStorage.setItem(STORAGE_KEY, 'shown');
  } catch {
    // No storage here (private window, blocked): once a visit, then.
  }
}
