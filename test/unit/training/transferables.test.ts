import { describe, expect, it } from 'vitest';
import { transferablesOf } from '../../../src/training/transferables.ts';
import { observedAction } from '../../support/probeEnvironments.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

describe('transferablesOf', () => {
  it('finds each buffer once, however deep and however often it is used', () => {
    const shared = new ArrayBuffer(16);
    const message = {
      a: new Float32Array(shared, 0, 2),
      list: [{ b: new Float64Array(shared, 8, 1) }, null, 3, 'text', { c: new Uint8Array(1) }],
    };
    expect(transferablesOf(message)).toEqual([shared, message.list[4] && expect.any(ArrayBuffer)]);
    expect(transferablesOf(null)).toEqual([]);
  });

  it('lets a report be moved without taking anything from the run', async () => {
    const reports: number[] = [];
    const moved = await runToEnd(smallRun({ seeds: [1, 2] }), observedAction, {
      inspect: (_, event) => {
        const clone = structuredClone(event, { transfer: transferablesOf(event) });
        reports.push(clone.members[1]!.proposed.mean.length);
      },
    });
    const kept = await runToEnd(smallRun({ seeds: [1, 2] }), observedAction);
    expect(reports).toEqual([128, 128, 128]);
    expect(moved.events.at(-1)).toEqual(kept.events.at(-1));
  });
});
