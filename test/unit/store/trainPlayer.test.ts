import { describe, expect, it } from 'vitest';
import { cartPoleBalance } from '../../../src/environments/cart-pole-balance/dynamics.ts';
import { pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { spelling } from '../../../src/environments/spelling/dynamics.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { policyParameterCount } from '../../../src/policies/policyShape.ts';
import { createRandom } from '../../../src/random/random.ts';
import { EpisodePlayer } from '../../../src/store/trainPlayer.ts';
import { engineSpecification } from '../../../src/trainer/specification.ts';

const shape = engineSpecification(DEFAULT_RUN, pendulum).policy;
/** All parameters 0: the mean action is 0 and the standard deviation the initial one, in every state. */
const indifferent = {
  parameters: new Float32Array(policyParameterCount(shape)),
  normalised: true,
  observationMean: new Float64Array(3),
  observationDeviation: Float64Array.of(1, 1, 1),
};

function play(sampled: boolean, seconds: number): EpisodePlayer {
  const player = new EpisodePlayer(pendulum, shape, createRandom(1));
  player.setPolicy(indifferent);
  for (let time = 0; time < seconds; time += 0.016) player.advance(0.016, sampled);
  return player;
}

describe('EpisodePlayer', () => {
  it('stands still without a policy', () => {
    const player = new EpisodePlayer(pendulum, shape, createRandom(1));
    const before = [...Array.from(player.drawnState())];
    player.advance(1, false);
    expect(Array.from(player.drawnState())).toEqual(before);
    expect([player.steps, player.action]).toEqual([0, null]);
  });

  it("keeps the environment's own time: 20 steps of 0.05 s in a second", () => {
    expect(play(false, 1).steps).toBeGreaterThanOrEqual(19);
    expect(play(false, 1).steps).toBeLessThanOrEqual(20);
  });

  it('acts with the mean or with a sample', () => {
    expect(Array.from(play(false, 0.5).action!)).toEqual([0]);
    expect(play(true, 0.5).action![0]).not.toBe(0);
  });

  it('plays the same episode again from the same seed', () => {
    expect(Array.from(play(true, 2).drawnState())).toEqual(Array.from(play(true, 2).drawnState()));
  });

  it('does not rush through what a sleeping tab missed', () => {
    const player = play(false, 0.1);
    const { steps } = player;
    player.advance(60, false);
    expect(player.steps - steps).toBeLessThanOrEqual(4);
  });

  it('sums the return and begins anew after the last step', () => {
    const player = play(false, 10.3);
    expect(player.steps).toBe(200);
    expect(player.lastReturn).toBe(player.episodeReturn);
    expect(player.lastReturn).toBeLessThan(0);
    player.advance(1, false);
    expect([player.steps, player.episodeReturn]).toEqual([0, 0]);
  });

  it('is pushed while the policy acts, and says that the return is not the policy’s', () => {
    const player = play(false, 0.2);
    const before = player.drawnState()[1]!;
    player.push = (state, seconds) => {
      state[1] = state[1]! + 100 * seconds;
    };
    player.advance(0.1, false);
    expect(player.drawnState()[1]! - before).toBeGreaterThan(2);
    player.push = null;
    expect([player.pushed, player.steered]).toEqual([true, false]);
    for (let time = 0; time < 10.6; time += 0.016) player.advance(0.016, false);
    // The pushed episode is over and counted for nobody; the next is clean.
    expect(player.lastReturn).toBeNull();
    expect(player.pushed).toBe(false);
  });

  it('takes somebody else’s action, with or without a policy, and goes on telling what the policy would do', () => {
    const alone = new EpisodePlayer(pendulum, shape, createRandom(1));
    alone.steering = [2];
    alone.advance(0.1, true);
    expect(Array.from(alone.action!)).toEqual([2]);
    expect([alone.steps, alone.steered, alone.gaussian]).toEqual([2, true, null]);
    const player = play(false, 0.2);
    player.steering = [-2];
    player.advance(0.1, false);
    expect(Array.from(player.action!)).toEqual([-2]);
    expect(Array.from(player.gaussian!.mean)).toEqual([0]);
  });

  it('shows what was observed before the step, as the task gave it', () => {
    const player = play(false, 0.05);
    expect(player.steps).toBe(1);
    const [cosine, sine, speed] = Array.from(player.observation!);
    expect(Math.hypot(cosine!, sine!)).toBeCloseTo(1, 12);
    expect(Math.abs(speed!)).toBeLessThanOrEqual(1);
    expect(player.probabilities).toBeNull();
  });

  describe('with discrete actions', () => {
    const choosing = engineSpecification(DEFAULT_RUN, cartPoleBalance).policy;
    const count = policyParameterCount(choosing);
    /** Everything 0 but the last two parameters, the biases of the logits: the same two probabilities in every state. */
    const leaning = (right: number) => ({
      parameters: new Float32Array(count).fill(right, count - 1),
      normalised: true,
      observationMean: new Float64Array(4),
      observationDeviation: new Float64Array(4).fill(1),
    });
    function choose(right: number, sampled: boolean, seconds: number) {
      const player = new EpisodePlayer(cartPoleBalance, choosing, createRandom(2));
      player.setPolicy(leaning(right));
      const taken: number[] = [];
      for (let time = 0; time < seconds; time += 0.02) {
        player.advance(0.02, sampled);
        if (player.action !== null) taken.push(player.action[0]!);
      }
      return { player, taken };
    }

    it('takes the likeliest, or samples, and tells the probability of each', () => {
      const { player, taken } = choose(Math.log(3), false, 0.1);
      expect(player.action).toHaveLength(1);
      expect(new Set(taken)).toEqual(new Set([1]));
      expect(player.probabilities![0]).toBeCloseTo(0.25, 6);
      expect(player.probabilities![1]).toBeCloseTo(0.75, 6);
      const { taken: sampled } = choose(Math.log(3), true, 20);
      const share = sampled.filter((action) => action === 1).length / sampled.length;
      expect(Math.abs(share - 0.75)).toBeLessThan(0.08);
    });

    it('lets somebody else choose', () => {
      const { player } = choose(Math.log(3), false, 0.1);
      player.steering = [0];
      player.advance(0.02, false);
      expect([Array.from(player.action!), player.steered]).toEqual([[0], true]);
      expect(player.probabilities![1]).toBeCloseTo(0.75, 6);
      const alone = new EpisodePlayer(cartPoleBalance, choosing, createRandom(1));
      alone.steering = [1];
      alone.advance(0.02, true);
      expect([Array.from(alone.action!), alone.probabilities]).toEqual([[1], null]);
    });
  });
});

describe('EpisodePlayer of a task that is typed', () => {
  const typed = engineSpecification({ ...DEFAULT_RUN, environment: 'spelling' }, spelling).policy;

  it('takes each action once, waits for the next, and goes on with a keystroke where the episode has ended', () => {
    const player = new EpisodePlayer(spelling, typed, createRandom(1));
    player.typed = [];
    player.advance(5, false);
    expect([player.steps, player.action]).toEqual([0, null]);
    const prompt = Array.from(player.drawnState()).slice(0, 2);
    player.typed.push(4, 0);
    for (let frame = 0; frame < 4; frame++) player.advance(0.016, false);
    expect(player.steps).toBe(2);
    expect(Array.from(player.drawnState())).toEqual([...prompt, 4, 0, -1]);
    player.typed.push(26);
    player.advance(0.016, false);
    expect([player.steps, player.drawnState()[4], player.steered]).toEqual([3, 26, true]);
    player.typed.push(7);
    player.advance(0.016, false);
    expect([player.steps, player.steered]).toEqual([0, false]);
    expect(player.lastReturn).toBeNull();
    expect(Array.from(player.drawnState()).slice(2)).toEqual([-1, -1, -1]);
  });

  it('is drawn as it is, with nothing between two steps', () => {
    const player = new EpisodePlayer(spelling, typed, createRandom(2));
    player.setPolicy({
      parameters: new Float32Array(policyParameterCount(typed)),
      normalised: false,
      observationMean: new Float64Array(104),
      observationDeviation: new Float64Array(104).fill(1),
    });
    for (let frame = 0; frame < 100; frame++) {
      player.advance(0.016, true);
      for (const symbol of Array.from(player.drawnState())) expect(Number.isInteger(symbol)).toBe(true);
    }
    expect(player.action).not.toBeNull();
  });
});
