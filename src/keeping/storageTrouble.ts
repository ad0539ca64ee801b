import { DatabaseBlocked } from './database.ts';

/** Two pages on one run would overwrite each other's, and without locks they cannot tell. */
export class LocksMissing extends Error {
  override readonly name = 'LocksMissing';
}

/** Why runs cannot be kept in the browser, and what would help: the rest of a sentence after "because". */
export function storageTrouble(error: unknown): string {
  if (error instanceof DatabaseBlocked) {
    return 'another tab has an older version of this page open: close it or reload it.';
  }
  if (error instanceof LocksMissing) {
    return 'the browser offers what it takes over https and on localhost only.';
  }
  if (error instanceof ReferenceError) return 'this browser has no database for pages.';
  const { name = '', message = String(error) } = (error ?? {}) as Partial<Error>;
  switch (name) {
    case 'QuotaExceededError':
      return 'the space that the browser gives to pages is full: free some on this device.';
    case 'SecurityError':
    case 'NotAllowedError':
    case 'InvalidStateError':
      return 'the browser lets this page store nothing: a private window does that, and so does blocking site data.';
    case 'VersionError':
      return 'a newer version of this page has been here: reload it.';
    case 'DataCloneError':
      return 'the run is too large for the browser to copy.';
    default:
      return `the browser says: ${message.replace(/\.?$/, '.')}`;
  }
}
