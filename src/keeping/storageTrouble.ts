import * as m from '#words/storage';
import { DatabaseBlocked } from './database.ts';

/** Two pages on one run would overwrite each other's, and without locks they cannot tell. */
export class LocksMissing extends Error {
  override readonly name = 'LocksMissing';
}

/** Why runs cannot be kept in the browser, and what would help: the rest of a sentence after "because". */
export function storageTrouble(error: unknown): string {
  if (error instanceof DatabaseBlocked) {
    return m.otherTab();
  }
  if (error instanceof LocksMissing) {
    return m.httpsOnly();
  }
  if (error instanceof ReferenceError) return m.noDatabase();
  const { name = '', message = String(error) } = (error ?? {}) as Partial<Error>;
  switch (name) {
    case 'QuotaExceededError':
      return m.full();
    case 'SecurityError':
    case 'NotAllowedError':
    case 'InvalidStateError':
      return m.blocked();
    case 'VersionError':
      return m.newerVersion();
    case 'DataCloneError':
      return m.tooLarge();
    default:
      return m.browserSays({ words: message.replace(/\.?$/, '.') });
  }
}
