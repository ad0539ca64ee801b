import { describe, expect, it } from 'vitest';
import { atRest, METRICS, type Metric, metricHelp } from '../../../src/trainer/metrics.ts';
import { metrics } from '../../support/trainEvents.ts';

const ROWS: readonly Metric[] = METRICS;

describe('metrics', () => {
  it('have names of their own and say what they mean', () => {
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
    for (const { name, help } of ROWS) {
      expect(name).toMatch(/^[a-z_]+$/);
      expect(help.length).toBeGreaterThan(5);
    }
  });

  it('tell their unit and where they have no value', () => {
    const row = { name: 'x', label: 'X', help: 'its length', format: 'number', of: () => null } as const;
    expect(metricHelp(row)).toBe('its length');
    expect(metricHelp({ ...row, unit: 'steps' })).toBe('its length, steps');
    expect(metricHelp({ ...row, unit: 'steps', absent: 'if none did' })).toBe(
      'its length, steps; – if none did',
    );
  });

  it('of a member that trains no longer are its last, without new episodes', () => {
    const last = metrics(-5);
    expect(atRest(last)).toEqual({ ...last, episodic_return: null, episodic_length: null, episodes: 0 });
  });
});
