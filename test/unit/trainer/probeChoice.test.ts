import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import type { Batch } from '../../../src/trainer/batch.ts';
import type { Checkpoint } from '../../../src/trainer/checkpoint.ts';
import { chooseProbes } from '../../../src/trainer/probeChoice.ts';
import { train } from '../../../src/trainer/trainer.ts';
import { FREE_HOOKS, openSimd, runToEnd, smallRun } from '../../support/runs.ts';

const pendulum = environmentById('pendulum');

/** A batch of one member whose environment states are its observations. */
function batchOf(rows: readonly (readonly number[])[], members = 1): Batch {
  return {
    members,
    size: rows.length / members,
    observation: Float32Array.from(rows.flat()),
    state: Float64Array.from(rows.flat()),
  } as Batch;
}

describe('probe states', () => {
  it('begin in the middle and go where nobody is yet, whatever the units', () => {
    const rows = [
      [0.1, 0],
      [4, 0],
      [-4, 0],
      [0, 4000],
      [0, -4000],
      [0.2, 10],
      [-0.3, -10],
    ];
    const chosen = chooseProbes(batchOf(rows), 0, 2);
    expect(chosen.slice(0, 2)).toEqual([0.1, 0]);
    const corners = new Set(chosen.map((_, i) => (i % 2 === 0 ? `${chosen[i]},${chosen[i + 1]}` : '')));
    for (const corner of ['4,0', '-4,0', '0,4000', '0,-4000']) expect(corners).toContain(corner);
  });

  it('are different states of the member’s own batch, the same for the same batch', () => {
    const place = fc.integer({ min: -9, max: 9 });
    const point = fc.tuple(place, place);
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (points) => {
        const half = Math.floor(points.length / 2);
        const rows = points.slice(0, 2 * half).map(([x, y]) => [x / 4, 100 * y]);
        const batch = batchOf(rows, 2);
        const chosen = chooseProbes(batch, 1, 2);
        const places = Array.from({ length: chosen.length / 2 }, (_, j) =>
          chosen.slice(2 * j, 2 * j + 2).join(),
        );
        const own = rows.slice(half).map((row) => row.join());
        expect(places.length).toBe(Math.min(6, new Set(own).size));
        expect(new Set(places).size).toBe(places.length);
        for (const place of places) expect(own).toContain(place);
        expect(chooseProbes(batch, 1, 2)).toEqual(chosen);
      }),
    );
  });

  it('are kept for the whole run, each seed its own', async () => {
    const { iterations } = await runToEnd(smallRun({ seeds: [1, 2] }), pendulum);
    const statesAt = (iteration: number, member: number) => [
      ...iterations[iteration]!.members[member]!.probes.state,
    ];
    expect(statesAt(2, 0)).toEqual(statesAt(0, 0));
    expect(statesAt(2, 1)).toEqual(statesAt(0, 1));
    expect(statesAt(0, 0)).not.toEqual(statesAt(0, 1));
  });

  it('travel with a checkpoint: a run that goes on from one reports what the run that never stopped does', async () => {
    const configuration = smallRun();
    const whole = await runToEnd(configuration, pendulum);
    const checkpoints: Checkpoint[] = [];
    for await (const event of train(configuration, pendulum, openSimd, {
      ...FREE_HOOKS,
      checkpoint: (run) => {
        if (run.iteration !== 2 || checkpoints.length > 0) return;
        checkpoints.push(structuredClone(run.members[0]!.checkpoint));
      },
    })) {
      if (event.type === 'iteration' && event.iteration === 2) break;
    }
    const report = whole.iterations[1]!.members[0]!;
    const from = {
      iteration: 2,
      seconds: 0,
      members: [{ seed: 1, checkpoint: checkpoints[0]!, report, ended: null }],
    };
    const resumed = await runToEnd(configuration, pendulum, { hooks: { ...FREE_HOOKS, from } });
    expect(resumed.iterations[0]!.members[0]!.probes).toEqual(whole.iterations[2]!.members[0]!.probes);
  });
});
