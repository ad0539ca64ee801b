import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { DatabaseBlocked, openDatabase } from '../../../src/keeping/database.ts';
import { holdRun } from '../../../src/keeping/runLock.ts';
import { storageTrouble } from '../../../src/keeping/storageTrouble.ts';

describe('storageTrouble', () => {
  it.each([
    [new DatabaseBlocked('x'), /older version.*close it or reload it\.$/],
    [new DOMException('x', 'QuotaExceededError'), /full: free some/],
    [new DOMException('x', 'SecurityError'), /private window/],
    [new DOMException('x', 'InvalidStateError'), /private window/],
    [new DOMException('x', 'VersionError'), /newer version.*reload/],
    [new DOMException('x', 'DataCloneError'), /too large/],
    [new ReferenceError('indexedDB is not defined'), /no database/],
    [new DOMException('Disk is on fire', 'UnknownError'), /says: Disk is on fire\.$/],
    ['odd', /says: odd\.$/],
    [null, /says: null\.$/],
  ])('%s', (error, sentence) => {
    expect(storageTrouble(error)).toMatch(sentence);
  });

  it('knows a browser whose name for its databases stands for nothing', async () => {
    const { indexedDB } = globalThis;
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
    const error = await openDatabase(() => {}).catch((one) => one);
    Object.defineProperty(globalThis, 'indexedDB', { value: indexedDB, configurable: true });
    expect(storageTrouble(error)).toMatch(/no database/);
  });

  it('knows the want of locks, without which no run is written', async () => {
    const { navigator } = globalThis;
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
    const error = await Promise.resolve()
      .then(() => holdRun('a'))
      .catch((one) => one);
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
    expect(storageTrouble(error)).toMatch(/https/);
  });
});
