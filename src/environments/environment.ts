import type { Random } from '../random/random.ts';

/** A box space in Gymnasium's sense: componentwise closed intervals (bounds may be ±Infinity). */
export interface BoxSpace {
  readonly size: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Name and unit of each component, e.g. `angular velocity (rad/s)`. */
  readonly labels: readonly string[];
}

/** Actions that one chooses from, in Gymnasium's sense: an action is one number, its index 0 … size − 1. */
export interface DiscreteSpace {
  readonly kind: 'discrete';
  /** n, how many actions there are. */
  readonly size: number;
  /** What each action does, e.g. `push left`. */
  readonly labels: readonly string[];
}

export type ActionSpace = BoxSpace | DiscreteSpace;

export function isDiscrete(space: ActionSpace): space is DiscreteSpace {
  return 'kind' in space;
}

/** Numbers that an action takes: one a component, or its index. */
export function actionWidth(space: ActionSpace): number {
  return isDiscrete(space) ? 1 : space.size;
}

/** What a step wrote besides the state: the caller's arrays, one entry an environment. */
export interface StepOutcome {
  /** [n] */
  readonly reward: Float64Array;
  /** 1 where the task itself ended (a goal, a fall): no bootstrap. [n] */
  readonly terminated: Uint8Array;
  /** 1 where the time limit cut the episode: bootstrap. [n] */
  readonly truncated: Uint8Array;
}

/** What to do where: observations with the action to take there. */
export interface Examples {
  /** m. */
  readonly count: number;
  /** [m, observationSize]. */
  readonly observation: Float32Array;
  /** [m]: indices of actions. */
  readonly action: Int32Array;
}

/** One axis of a plane of states. */
export interface PlaneAxis {
  /** Name and unit, e.g. `angle (rad)`. */
  readonly label: string;
  readonly low: number;
  readonly high: number;
}

/** Two dimensions of a task's states in which one can look at a policy all over, the rest held. */
export interface StatePlane {
  readonly across: PlaneAxis;
  readonly up: PlaneAxis;
  /** What the rest of the state is, for people: `at rest`; empty where there is no rest. */
  readonly rest: string;
  /** Writes the state at a place of the plane into row `index`. */
  fill(state: Float64Array, index: number, across: number, up: number): void;
  /** Where the state in row `index` is on the plane, whatever its rest. */
  locate(state: ArrayLike<number>, index: number): readonly [across: number, up: number];
}

/**
 * A task, as pure functions over a batch of states. Nothing is kept between calls: the caller owns the
 * state, the step counter and the random streams, so n environments are n rows of one array.
 */
export interface Environment {
  readonly id: string;
  /** Name for people, e.g. `Pendulum`. */
  readonly name: string;
  /** One sentence: what the agent must do. */
  readonly summary: string;
  readonly observationSpace: BoxSpace;
  readonly actionSpace: ActionSpace;
  /** Numbers in one state row. */
  readonly stateSize: number;
  /** Seconds of simulated time per step, for playing at the right speed. */
  readonly timeStep: number;
  /** Whether there is nothing between the states of two steps, so that a picture jumps; left out: it moves. */
  readonly jumps?: boolean;
  /** Steps after which an episode is truncated. */
  readonly maxEpisodeSteps: number;
  /** Return worth calling solved, for the reference line of the return chart; `null` if the field has none. */
  readonly solvedReturn: number | null;
  /** Left out where no two dimensions say enough. */
  readonly plane?: StatePlane;
  /**
   * From which a policy is taught before it acts (docs/mathematics.md §10.5), as a language model is before it is fine-tuned; left out: it starts from nothing.
   * Observations of such a task are taken as they are, for statistics of what it then meets would change what it was taught.
   */
  readonly examples?: () => Examples;
  /** Writes a fresh random start into row `index` of `state`. */
  reset(state: Float64Array, index: number, random: Random): void;
  /**
   * Advances rows 0 … n − 1 of `state` in place. `action` is [n, actionWidth], the policy's sample as it is:
   * the environment clips it where actions are continuous. `elapsed` [n] holds the steps taken so far in each episode (before this one).
   * Rows that end are left in their final state: the caller observes them, then resets.
   */
  step(
    state: Float64Array,
    action: ArrayLike<number>,
    elapsed: Int32Array,
    outcome: StepOutcome,
    n: number,
  ): void;
  /** Writes observations [n, observationSize] of rows 0 … n − 1. */
  observe(state: Float64Array, observation: Float32Array | Float64Array, n: number): void;
}

/** A start known to work: settings over the defaults. Links name it, so its id and its numbers stay. */
export interface TaskPreset {
  readonly id: string;
  readonly title: string;
  /** One sentence: what to watch. */
  readonly caption: string;
  /** By the names of `RUN_FIELDS`. */
  readonly layer: Readonly<Record<string, string | number | boolean | readonly number[]>>;
}

/** A row of the registry of tasks. */
export interface Task {
  readonly environment: Environment;
  /** The first is where the task starts. */
  readonly presets: readonly [TaskPreset, ...TaskPreset[]];
}

/** What a scene may draw with: colours come from the page's tokens, never from the scene. */
export interface ScenePalette {
  readonly page: string;
  readonly panel: string;
  readonly ink: string;
  readonly quietInk: string;
  readonly hairline: string;
  readonly accent: string;
  readonly goal: string;
}

/** How a pointer pulls at what moves, as on a spring. Places in CSS pixels of a picture of this width and height. */
export interface ScenePush {
  /** What it takes hold of, for people: `the rod`. */
  readonly what: string;
  /** Where it can take hold in this state. */
  grips(
    state: ArrayLike<number>,
    width: number,
    height: number,
  ): readonly (readonly [x: number, y: number])[];
  /**
   * Changes the velocities of a state as a spring from one of its grips to (x, y) does in `seconds`, and keeps them
   * within what the task allows.
   */
  pull(
    state: Float64Array,
    grip: number,
    x: number,
    y: number,
    width: number,
    height: number,
    seconds: number,
  ): void;
}

/** Draws one state on a canvas. `width` and `height` in CSS pixels; the context is already scaled. */
export interface Scene {
  draw(
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    state: ArrayLike<number>,
    action: ArrayLike<number> | null,
    palette: ScenePalette,
  ): void;
  /** Left out where nothing moves that could be pulled at. */
  readonly push?: ScenePush;
  /** Of a task in which a person writes an action a keystroke: the key of each, as `KeyboardEvent.key` names it. */
  readonly typedKeys?: readonly string[];
  /** For each action the arrow keys that lower and raise it; left out: left and right for the first, down and up for the second. */
  readonly keys?: readonly (readonly [lowers: string, raises: string])[];
  /**
   * Of a task with discrete actions: the arrow key that takes each, `null` for the one that is taken while no key is down. Where all
   * have a key, the last stays.
   */
  readonly choiceKeys?: readonly (string | null)[];
  /** How the task's small picture comes about: so many steps from the start under this action: shares of the largest, or the index of a discrete one. */
  readonly still: { readonly steps: number; readonly action: readonly number[] };
}
