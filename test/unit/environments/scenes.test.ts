import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionWidth, isDiscrete, type ScenePalette } from '../../../src/environments/environment.ts';
import { ENVIRONMENT_IDS, environmentById } from '../../../src/environments/environmentById.ts';
import { SCENES } from '../../../src/environments/scenes.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordingContext } from '../../support/recordingContext.ts';

const palette: ScenePalette = {
  page: '#page',
  panel: '#panel',
  ink: '#ink',
  quietInk: '#quiet',
  hairline: '#hairline',
  accent: '#accent',
  goal: '#goal',
};

const cases = {
  pendulum: {
    states: [
      [0, 0],
      [Math.PI, 8],
      [-40, -8],
    ],
    actions: [null, [0], [0.01], [2], [-900]],
  },
  'mountain-car': {
    states: [
      [-0.5, 0],
      [Math.fround(-1.2), 0.07],
      [Math.fround(0.6), -0.07],
    ],
    actions: [null, [0], [0.01], [1], [-900]],
  },
  'cart-pole': {
    states: [
      [0.1, 0, Math.PI, 0],
      [-2.4, -3, 40, 12],
      [2.8, 9, -2, -30],
    ],
    actions: [null, [0], [0.01], [1], [-900]],
  },
  acrobot: {
    states: [
      [0.1, 0.3, 0, 0],
      [Math.PI, 0, 4, -9],
      [-40, 31, -12, 28],
    ],
    actions: [null, [0], [0.01], [1], [-900]],
  },
  reacher: {
    states: [
      [0.5, 0.7, 0, 0, 0.1, -0.1],
      [-Math.PI, 9, 50, -50, 0.2, 0],
      [0, 0, 1, 2, 0, 0.2],
    ],
    actions: [null, [0, 0], [1, -1], [-900, 0.01]],
  },
  'reacher-5': {
    states: [
      [...[0.5, 0.7, -0.3, 0.2, 1], ...[0, 0, 0, 0, 0], ...[0.1, -0.1, 0]],
      [...[0, 0, 0, 0, 0], ...[9, -20, 50, 50, -50], ...[0, 0.5, 199]],
    ],
    actions: [null, [0, 0, 0, 0, 0], [1, -1, 0.01, 900, -900]],
  },
  'reacher-5-dense': {
    states: [[...[-0.5, 0.7, 2, 3, 1], ...[0, 1, 2, 0, 0], ...[-0.5, 0]]],
    actions: [null, [0, 0, 0, 0, 0], [1, -1, 0.01, 900, -900]],
  },
  'cart-pole-balance': {
    states: [
      [0.1, 0, 0.02, 0],
      [-2.41, -3, -0.2, 2],
      [2.42, 3, 0.21, -3],
    ],
    actions: [null, [0], [1]],
  },
  'mountain-car-discrete': {
    states: [
      [-0.5, 0],
      [-1.2, 0.07],
      [0.6, -0.07],
    ],
    actions: [null, [0], [1], [2]],
  },
  'acrobot-discrete': {
    states: [
      [0.1, 0.3, 0, 0],
      [-40, 31, -12, 28],
    ],
    actions: [null, [0], [1], [2]],
  },
  spelling: {
    states: [
      [18, 15, 4, -1, -1],
      [18, 15, -1, -1, -1],
      [0, 15, 15, 11, 4],
      [25, 25, 26, -1, -1],
      [25, 4, 17, 14, 26],
    ],
    actions: [null, [4], [26]],
  },
  'point-mass': {
    states: [
      [0, 0.4, 0, 0],
      [-1.55, -0.95, 2, 2],
      [1.55, 0.95, -2, 0.1],
    ],
    actions: [null, [0, 0], [1, -1], [-900, 900]],
  },
} as const;

describe.each(ENVIRONMENT_IDS)('scene of %s', (id) => {
  it.each([
    [320, 200],
    [960, 600],
    [300, 700],
  ])('stays on a canvas of %i × %i and within the palette', (width, height) => {
    for (const state of cases[id].states) {
      for (const action of cases[id].actions) {
        const { context, calls } = recordingContext();
        SCENES[id].draw(context, width, height, state, action, palette);
        expect(calls[0]).toMatchObject({ method: 'clearRect', numbers: [0, 0, width, height] });
        expect(calls.some((call) => call.method === 'fill')).toBe(true);
        for (const call of calls) {
          for (const number of call.numbers) expect(Number.isFinite(number)).toBe(true);
          // Arrows may point out of the room; bodies and words may not leave the canvas.
          if (call.method === 'arc' || call.method === 'fillText') {
            expect(call.numbers[0]).toBeGreaterThanOrEqual(0);
            expect(call.numbers[0]).toBeLessThanOrEqual(width);
            expect(call.numbers[1]).toBeGreaterThanOrEqual(0);
            expect(call.numbers[1]).toBeLessThanOrEqual(height);
          }
          if (call.method === 'arc') expect(call.numbers[2]).toBeGreaterThan(0);
          for (const color of call.colors) {
            if (color !== undefined) expect(Object.values(palette)).toContain(color);
          }
        }
      }
    }
  });

  it('shows the action only when there is one', () => {
    const draw = (action: readonly number[] | null) => {
      const { context, calls } = recordingContext();
      // Too narrow for the key, which shows an arrow whatever the action.
      SCENES[id].draw(context, 220, 200, cases[id].states[0], action, palette);
      return calls.filter((call) => call.method === 'fill' && call.colors[0] === '#accent').length;
    };
    expect(draw(null)).toBe(0);
    const { actionSpace } = environmentById(id);
    if (isDiscrete(actionSpace)) {
      // What was written last is marked, whatever it was.
      if (id === 'spelling') {
        expect(draw([4])).toBe(1);
        return;
      }
      const arrows = Array.from({ length: actionSpace.size }, (_, index) => draw([index]));
      // The action in the middle does nothing.
      expect(arrows).toEqual(actionSpace.size === 2 ? [1, 1] : [1, 0, 1]);
      return;
    }
    // One arrow a torque; the two components of the point mass's force make one.
    expect(draw(new Array(actionSpace.size).fill(0.7))).toBe(id === 'point-mass' ? 1 : actionSpace.size);
  });

  const { choiceKeys } = SCENES[id];
  it.runIf(choiceKeys !== undefined)('gives each action a key of its own, at most one of them none', () => {
    const { actionSpace } = environmentById(id);
    expect(isDiscrete(actionSpace)).toBe(true);
    expect(choiceKeys).toHaveLength(actionSpace.size);
    expect(new Set(choiceKeys).size).toBe(actionSpace.size);
    for (const key of choiceKeys!) expect(key === null || key.startsWith('Arrow')).toBe(true);
  });

  const { typedKeys } = SCENES[id];
  it.runIf(typedKeys !== undefined)('gives each symbol a key of its own', () => {
    expect(typedKeys).toHaveLength(environmentById(id).actionSpace.size);
    expect(new Set(typedKeys).size).toBe(typedKeys!.length);
    expect(SCENES[id].choiceKeys).toBeUndefined();
  });

  const { push } = SCENES[id];
  const { stateSize } = environmentById(id);

  it.runIf(push !== undefined)('is pulled towards the pointer, within what the task allows', () => {
    const environment = environmentById(id);
    const outcome = {
      reward: new Float64Array(1),
      terminated: new Uint8Array(1),
      truncated: new Uint8Array(1),
    };
    const still = new Float64Array(stateSize);
    environment.reset(still, 0, createRandom(3));
    const grips = push!.grips(still, 320, 200);
    let nearest = 0;
    for (let grip = 0; grip < grips.length; grip++) {
      for (const [dx, dy] of [
        [20, 0],
        [-20, 0],
        [0, 20],
        [0, -20],
      ] as const) {
        const state = still.slice();
        const [fromX, fromY] = push!.grips(state, 320, 200)[grip]!;
        const to = [fromX + dx, fromY + dy] as const;
        push!.pull(state, grip, ...to, 320, 200, environment.timeStep);
        const changed = state.some((value, i) => value !== still[i]);
        if (!changed) continue;
        environment.step(
          state,
          new Float64Array(actionWidth(environment.actionSpace)),
          new Int32Array(1),
          outcome,
          1,
        );
        const free = still.slice();
        environment.step(
          free,
          new Float64Array(actionWidth(environment.actionSpace)),
          new Int32Array(1),
          outcome,
          1,
        );
        const distance = (one: Float64Array) => {
          const [x, y] = push!.grips(one, 320, 200)[grip]!;
          return Math.hypot(x - to[0], y - to[1]);
        };
        // Along the rod of something that turns, a pull does hardly anything.
        expect(distance(state)).toBeLessThan(distance(free) + 0.05);
        nearest = Math.min(nearest, distance(state) - distance(free));
      }
    }
    expect(nearest).toBeLessThan(-0.05);
  });

  it.runIf(push !== undefined)('stays sane under the wildest pull', () => {
    const environment = environmentById(id);
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (seed, x, y) => {
          const state = new Float64Array(stateSize);
          environment.reset(state, 0, createRandom(seed));
          const observation = new Float64Array(environment.observationSpace.size);
          const outcome = {
            reward: new Float64Array(1),
            terminated: new Uint8Array(1),
            truncated: new Uint8Array(1),
          };
          const action = new Float64Array(actionWidth(environment.actionSpace));
          for (let step = 0; step < 20 && outcome.terminated[0] === 0; step++) {
            const grips = push!.grips(state, 320, 200);
            push!.pull(state, step % grips.length, x, y, 320, 200, environment.timeStep);
            environment.step(state, action, Int32Array.of(step), outcome, 1);
          }
          environment.observe(state, observation, 1);
          const { low, high } = environment.observationSpace;
          for (const [i, value] of observation.entries()) {
            expect(value).toBeGreaterThanOrEqual(low[i]! - 1e-9);
            expect(value).toBeLessThanOrEqual(high[i]! + 1e-9);
          }
          expect(Number.isFinite(outcome.reward[0])).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
