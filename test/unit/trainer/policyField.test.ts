import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engines/engine.ts';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { normalisedFor } from '../../../src/trainer/policyComparison.ts';
import { gridPlace, policyField } from '../../../src/trainer/policyField.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

const GRID = { columns: 5, rows: 3 };
const VALUES = { columns: 4, rows: 4 };

describe('a policy field', () => {
  for (const environment of ['pendulum', 'point-mass'] as const) {
    it(`is what the networks say all over the plane, in the right places: ${environment}`, async () => {
      const task = environmentById(environment);
      const plane = task.plane!;
      const configuration = smallRun({ environment, steps: 256 });
      /** What the engine itself says at the places of a grid. */
      const { iterations, inspected } = await runToEnd(configuration, task, {
        inspect: async (engine: Engine, { members }) => {
          const observationsOf = ({ columns, rows }: typeof GRID) => {
            const state = new Float64Array(columns * rows * task.stateSize);
            for (let row = 0; row < rows; row++) {
              for (let column = 0; column < columns; column++) {
                const x =
                  plane.across.low + (column / (columns - 1)) * (plane.across.high - plane.across.low);
                const y = plane.up.low + (row / (rows - 1)) * (plane.up.high - plane.up.low);
                plane.fill(state, row * columns + column, x, y);
              }
            }
            const observation = new Float64Array(columns * rows * task.observationSpace.size);
            task.observe(state, observation, columns * rows);
            return Float32Array.from(normalisedFor(members[0]!.policy, observation));
          };
          return {
            raw: await engine.policyOutput(observationsOf(GRID), 15),
            value: await engine.values(observationsOf(VALUES), 16),
          };
        },
      });
      const { raw, value } = inspected as { raw: Float32Array; value: Float32Array };
      const report = iterations.at(-1)!.members[0]!;
      const field = policyField(configuration, task, report, GRID, VALUES);
      const k = task.actionSpace.size;
      const width = raw.length / 15;
      for (let i = 0; i < 15; i++) {
        for (let j = 0; j < k; j++) expect(field.now.mean[i * k + j]).toBeCloseTo(raw[i * width + j]!, 4);
        expect(field.now.covariance[i * k * k]).toBeGreaterThan(0);
      }
      for (let i = 0; i < 16; i++) expect(field.value[i]).toBeCloseTo(value[i]!, 3);
      // The policy before the last update is the one after the update before it.
      const earlier = iterations.at(-2)!.members[0]!;
      const before = policyField(
        configuration,
        task,
        { ...earlier, policy: { ...report.policy, parameters: earlier.policy.parameters } },
        GRID,
        VALUES,
      );
      expect(field.old).toEqual(before.now);
      expect(field.old).not.toEqual(field.now);
    });
  }

  it('goes from the lower left to the upper right', () => {
    const plane = environmentById('point-mass').plane!;
    const { across, up } = plane;
    expect(gridPlace(plane, GRID, 0)).toEqual([across.low, up.low]);
    expect(gridPlace(plane, GRID, 4)).toEqual([across.high, up.low]);
    expect(gridPlace(plane, GRID, 14)).toEqual([across.high, up.high]);
  });

  it('is refused where a task has no plane', async () => {
    const task = environmentById('acrobot');
    const configuration = smallRun({ environment: 'acrobot', steps: 128 });
    const { iterations } = await runToEnd(configuration, task);
    expect(() => policyField(configuration, task, iterations[0]!.members[0]!, GRID, VALUES)).toThrow(
      'Acrobot has no plane of states to look at',
    );
  });
});
