import { describe, expect, it } from 'vitest';
import { ReportWindow } from '../../../src/training/reportWindow.ts';

describe('ReportWindow', () => {
  it('reports every iteration of a slow run, two ahead', () => {
    const window = new ReportWindow(0);
    expect([window.stride, window.edge]).toEqual([1, 2]);
    window.add(1, 1000);
    window.add(2, 2000);
    expect([window.stride, window.edge]).toEqual([1, 4]);
  });

  it('doubles the stride until reports are about 100 ms apart', () => {
    const window = new ReportWindow(0);
    let time = 0;
    const strides: number[] = [];
    // 10 ms an iteration: the power of two next to ten.
    for (let iteration = 0; strides.length < 6; strides.push(window.stride)) {
      iteration += window.stride;
      time += 10 * window.stride;
      window.add(iteration, time);
    }
    expect(strides).toEqual([2, 4, 8, 8, 8, 8]);
    expect(window.edge % window.stride).toBe(0);
  });

  it('never takes back how far it let sessions go, and lets them go on from every report', () => {
    const window = new ReportWindow(0);
    let time = 0;
    let iteration = 0;
    for (const perIteration of [1, 1, 1, 1, 1, 500, 500, 3, 3, 40, 1]) {
      const { edge, stride } = window;
      // Everybody reports the multiples of the stride, and the edge.
      iteration = Math.min(edge, (Math.floor(iteration / stride) + 1) * stride);
      time += perIteration * stride;
      window.add(iteration, time);
      expect(window.edge).toBeGreaterThanOrEqual(edge);
      expect(window.edge).toBeGreaterThan(iteration);
      expect(Number.isInteger(Math.log2(window.stride))).toBe(true);
    }
  });

  it('copes with a clock that stands still', () => {
    const window = new ReportWindow(5);
    window.add(1, 5);
    expect(window.stride).toBe(2);
  });
});
