import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionWidth, isDiscrete } from '../../../src/environments/environment.ts';
import { ENVIRONMENT_IDS, environmentById } from '../../../src/environments/environmentById.ts';
import { TASKS } from '../../../src/environments/registry.ts';
import { SCENES } from '../../../src/environments/scenes.ts';
import { createRandom } from '../../../src/random/random.ts';
import { outcomeFor, someActions, stepOnce } from './rows.ts';

describe('registry', () => {
  it('has every task under its own id', () => {
    expect(Object.keys(TASKS)).toEqual([...ENVIRONMENT_IDS]);
    expect(Object.keys(SCENES)).toEqual([...ENVIRONMENT_IDS]);
    for (const id of ENVIRONMENT_IDS) expect(environmentById(id).id).toBe(id);
  });

  it('names the tasks there are when asked for another', () => {
    expect(() => environmentById('hopper')).toThrow(
      `there is no environment "hopper"; there are ${ENVIRONMENT_IDS.join(', ')}`,
    );
    expect(() => environmentById('__proto__')).toThrow(RangeError);
  });
});

describe.each(ENVIRONMENT_IDS)('%s', (id) => {
  const environment = environmentById(id);
  const { observationSpace, actionSpace, stateSize } = environment;
  const width = actionWidth(actionSpace);
  const n = 7;

  /** A rollout of n environments for `steps` steps with random forces, resetting as a trainer would. */
  function rollout(seed: number, steps: number) {
    const random = createRandom(seed);
    const state = new Float64Array(n * stateSize);
    const observation = new Float64Array(n * observationSpace.size);
    const elapsed = new Int32Array(n);
    const outcome = outcomeFor(n);
    const seen: number[] = [];
    for (let i = 0; i < n; i++) environment.reset(state, i, random);
    for (let t = 0; t < steps; t++) {
      const action = someActions(actionSpace, random, n);
      const before = state.slice();
      environment.step(state, action, elapsed, outcome, n);
      for (let i = 0; i < n; i++) {
        const single = stepOnce(
          environment,
          [...before.subarray(i * stateSize, (i + 1) * stateSize)],
          [...action.subarray(i * width, (i + 1) * width)],
          elapsed[i],
        );
        expect(single).toEqual({
          state: [...state.subarray(i * stateSize, (i + 1) * stateSize)],
          reward: outcome.reward[i],
          terminated: outcome.terminated[i] === 1,
          truncated: outcome.truncated[i] === 1,
        });
      }
      environment.observe(state, observation, n);
      for (let j = 0; j < observation.length; j++) {
        const component = j % observationSpace.size;
        expect(observation[j]).toBeGreaterThanOrEqual(observationSpace.low[component]!);
        expect(observation[j]).toBeLessThanOrEqual(observationSpace.high[component]!);
      }
      seen.push(...state, ...outcome.reward);
      for (let i = 0; i < n; i++) {
        elapsed[i] = elapsed[i]! + 1;
        if (outcome.terminated[i] || outcome.truncated[i]) {
          environment.reset(state, i, random);
          elapsed[i] = 0;
        }
      }
    }
    return seen;
  }

  it('steps a batch as it steps each row alone, within its observation space, the same for the same seed', () => {
    const first = rollout(11, 220);
    expect(rollout(11, 220)).toEqual(first);
    expect(rollout(12, 20)).not.toEqual(first.slice(0, 20 * n * (stateSize + 1)));
  });

  /** Whatever a caller may hand over: sizes from denormal to 1e100, either sign. */
  const hostile = fc.oneof(
    fc.double({ min: -1e100, max: 1e100, noNaN: true }),
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.constantFrom(0, -0, 5e-324, -5e-324, 1e100, -1e100),
  );
  const row = (length: number) => fc.array(hostile, { minLength: length, maxLength: length });

  const anyAction = isDiscrete(actionSpace) ? fc.tuple(fc.nat(actionSpace.size - 1)) : row(width);

  it('never makes NaN or infinity of finite numbers', () => {
    fc.assert(
      fc.property(row(stateSize), anyAction, (state, action) => {
        const next = stepOnce(environment, state, action);
        const observation = new Float64Array(observationSpace.size);
        environment.observe(Float64Array.from(next.state), observation, 1);
        for (const value of [...next.state, next.reward, ...observation]) {
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lets a NaN in an action be seen', () => {
    for (let component = 0; component < width; component++) {
      const start = new Float64Array(stateSize);
      environment.reset(start, 0, createRandom(3));
      const action = new Array<number>(width).fill(isDiscrete(actionSpace) ? 1 : 0.1);
      action[component] = Number.NaN;
      const next = stepOnce(environment, [...start], action);
      expect([...next.state, next.reward].some(Number.isNaN)).toBe(true);
      expect(next.terminated).toBe(false);
    }
  });

  it.runIf(isDiscrete(actionSpace))('lets an index that is no action be seen', () => {
    for (const index of [-1, actionSpace.size, 0.5]) {
      const start = new Float64Array(stateSize);
      environment.reset(start, 0, createRandom(3));
      expect(stepOnce(environment, [...start], [index]).state.some(Number.isNaN)).toBe(true);
    }
  });

  it('starts within its observation space, differently every time', () => {
    const random = createRandom(21);
    const starts = new Float64Array(200 * stateSize);
    for (let i = 0; i < 200; i++) environment.reset(starts, i, random);
    const observation = new Float64Array(200 * observationSpace.size);
    environment.observe(starts, observation, 200);
    observation.forEach((value, j) => {
      const component = j % observationSpace.size;
      expect(value).toBeGreaterThanOrEqual(observationSpace.low[component]!);
      expect(value).toBeLessThanOrEqual(observationSpace.high[component]!);
    });
    const distinct = new Set(
      Array.from({ length: 200 }, (_, i) => starts.subarray(i * stateSize, (i + 1) * stateSize).join()),
    );
    // Of a hundred and one beginnings, some more likely than others, some are drawn twice.
    if (id === 'spelling') expect(distinct.size).toBeGreaterThan(60);
    else expect(distinct.size).toBe(200);
  });

  it('describes its spaces completely', () => {
    for (const space of [observationSpace, actionSpace]) {
      expect(space.labels).toHaveLength(space.size);
      expect(new Set(space.labels).size).toBe(space.size);
      if (isDiscrete(space)) continue;
      expect(space.low).toHaveLength(space.size);
      expect(space.high).toHaveLength(space.size);
    }
  });

  it('leaves rows beyond n alone', () => {
    const random = createRandom(1);
    const state = new Float64Array(2 * stateSize);
    environment.reset(state, 0, random);
    environment.reset(state, 1, random);
    const second = [...state.subarray(stateSize)];
    environment.step(state, new Float64Array(2 * width), new Int32Array(2), outcomeFor(2), 1);
    expect([...state.subarray(stateSize)]).toEqual(second);
  });

  const { plane } = environment;
  it.runIf(plane !== undefined)('has a plane whose places are states with sane observations', () => {
    const { across, up, fill, locate } = plane!;
    expect(across.high).toBeGreaterThan(across.low);
    expect(up.high).toBeGreaterThan(up.low);
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(share, share, (x, y) => {
        const state = new Float64Array(2 * stateSize).fill(7);
        const place = [across.low + x * (across.high - across.low), up.low + y * (up.high - up.low)] as const;
        fill(state, 1, ...place);
        expect([...state.subarray(0, stateSize)]).toEqual(new Array(stateSize).fill(7));
        const [foundX, foundY] = locate(state, 1);
        expect(foundX).toBeCloseTo(place[0], 9);
        expect(foundY).toBeCloseTo(place[1], 9);
        const observation = new Float64Array(observationSpace.size);
        environment.observe(state.subarray(stateSize), observation, 1);
        for (const [i, value] of observation.entries()) {
          expect(value).toBeGreaterThanOrEqual(observationSpace.low[i]! - 1e-6);
          expect(value).toBeLessThanOrEqual(observationSpace.high[i]! + 1e-6);
        }
      }),
    );
  });
});
