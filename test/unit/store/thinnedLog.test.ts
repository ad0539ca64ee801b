import { expect, test } from 'vitest';
import { ThinnedLog } from '../../../src/store/thinnedLog.ts';

test('a log that is full lets every second iteration go, and then takes every second only', () => {
  const log = new ThinnedLog<{ iteration: number }>(8);
  for (let iteration = 1; iteration <= 7; iteration++) log.add({ iteration });
  expect(log.rows.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (let iteration = 8; iteration <= 100; iteration++) log.add({ iteration });
  expect(log.stride).toBe(16);
  expect(log.rows.map(({ iteration }) => iteration)).toEqual([16, 32, 48, 64, 80, 96]);
});
