import { sinCos } from 'trust-region-layers/elementary';

/** A chain of equal uniform rods in a horizontal plane: no gravity, one motor at every joint, the first joint on a fixed pivot. */
export interface ArmParameters {
  readonly links: number;
  /** Length of a link, m. */
  readonly length: number;
  /** Mass of a link, kg. */
  readonly mass: number;
  /** Inertia that a motor's rotor adds to its joint (reflected through the gear), kg m². */
  readonly rotorInertia: number;
  /** Viscous friction in every joint, N m s/rad. */
  readonly damping: number;
}

/** The equations of motion of one arm. Owns scratch memory and keeps nothing between calls. */
export interface PlanarArm {
  /**
   * Advances joint angles (rad, each relative to the link before, counter-clockwise) and joint velocities (rad/s) in place under
   * constant torques (N m). A row is [angles, velocities], each `links` long, at `offset` in `state`.
   */
  advance(state: Float64Array, offset: number, torque: Float64Array, seconds: number, substeps: number): void;
}

/**
 * Lagrange's equations in the links' *absolute* angles φ, where a planar chain is shortest (ω = φ̇, c constant):
 *
 *   Σⱼ cᵢⱼ cos(φᵢ − φⱼ) ω̇ⱼ + (J ω̇)ᵢ + Σⱼ cᵢⱼ sin(φᵢ − φⱼ) ωⱼ² = τᵢ − τᵢ₊₁
 *
 * - cᵢⱼ = m l² (n − max(i, j) + ½) for i ≠ j and m l² (n − i + ⅓) for i = j, with links counted from 1: what the rods from max(i, j) on carry.
 * - J is the quadratic form of the rotors, ½ I_r Σ (ωᵢ − ωᵢ₋₁)²: constant, tridiagonal.
 * - τᵢ is the torque of joint i less its friction d (ωᵢ − ωᵢ₋₁); it pushes link i and pushes link i − 1 back.
 *
 * The mass matrix is symmetric and positive definite; it is solved by LDLᵀ. Integrated by the classical Runge–Kutta method.
 */
export function createPlanarArm({ links: n, length, mass, rotorInertia, damping }: ArmParameters): PlanarArm {
  const coupling = new Float64Array(n * n);
  const rotor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const carried = n - 1 - Math.max(i, j);
      coupling[i * n + j] = mass * length * length * (carried + (i === j ? 1 / 3 : 1 / 2));
    }
    rotor[i * n + i] = rotorInertia * (i < n - 1 ? 2 : 1);
    if (i > 0) rotor[i * n + i - 1] = -rotorInertia;
  }

  /** Sine and cosine of every link's angle, in pairs. */
  const direction = new Float64Array(2 * n);
  /** Lower triangle of the mass matrix, then of its LDLᵀ factors (D on the diagonal). */
  const matrix = new Float64Array(n * n);
  const angle = new Float64Array(n);
  const velocity = new Float64Array(n);
  const stageAngle = new Float64Array(n);
  const stageVelocity = new Float64Array(n);
  const acceleration = new Float64Array(n);
  const angleSum = new Float64Array(n);
  const velocitySum = new Float64Array(n);

  /** Angular accelerations of the links at the stage's angles and velocities. */
  function differentiate(torque: Float64Array): void {
    for (let i = 0; i < n; i++) {
      sinCos(stageAngle[i]!, direction, 2 * i);
      acceleration[i] = 0;
    }
    let before = 0;
    for (let i = 0; i < n; i++) {
      const speed = stageVelocity[i]!;
      const acting = torque[i]! - damping * (speed - before);
      before = speed;
      acceleration[i] = acceleration[i]! + acting;
      if (i > 0) acceleration[i - 1] = acceleration[i - 1]! - acting;

      const row = i * n;
      const sine = direction[2 * i]!;
      const cosine = direction[2 * i + 1]!;
      for (let j = 0; j < i; j++) {
        const c = coupling[row + j]!;
        const otherSine = direction[2 * j]!;
        const otherCosine = direction[2 * j + 1]!;
        matrix[row + j] = c * (cosine * otherCosine + sine * otherSine) + rotor[row + j]!;
        const s = c * (sine * otherCosine - cosine * otherSine);
        acceleration[i] = acceleration[i]! - s * stageVelocity[j]! * stageVelocity[j]!;
        acceleration[j] = acceleration[j]! + s * speed * speed;
      }
      matrix[row + i] = coupling[row + i]! + rotor[row + i]!;
    }
    solve();
  }

  /** Replaces the generalised forces in `acceleration` by the solution of M ω̇ = force. */
  function solve(): void {
    for (let i = 0; i < n; i++) {
      const row = i * n;
      let pivot = matrix[row + i]!;
      let force = acceleration[i]!;
      for (let j = 0; j < i; j++) {
        // Row i holds l·d left of the diagonal until its own turn is over, then l.
        let entry = matrix[row + j]!;
        for (let k = 0; k < j; k++) entry -= matrix[row + k]! * matrix[j * n + k]!;
        matrix[row + j] = entry;
      }
      for (let j = 0; j < i; j++) {
        const scaled = matrix[row + j]!;
        const l = scaled / matrix[j * n + j]!;
        matrix[row + j] = l;
        pivot -= l * scaled;
        force -= l * acceleration[j]!;
      }
      matrix[row + i] = pivot;
      acceleration[i] = force;
    }
    for (let i = n - 1; i >= 0; i--) {
      let value = acceleration[i]! / matrix[i * n + i]!;
      for (let j = i + 1; j < n; j++) value -= matrix[j * n + i]! * acceleration[j]!;
      acceleration[i] = value;
    }
  }

  /** Adds the stage's derivatives to the sums with a weight and moves the stage to a distance h from the start. */
  function stage(torque: Float64Array, weight: number, h: number): void {
    differentiate(torque);
    for (let i = 0; i < n; i++) {
      const speed = stageVelocity[i]!;
      const slope = acceleration[i]!;
      angleSum[i] = angleSum[i]! + weight * speed;
      velocitySum[i] = velocitySum[i]! + weight * slope;
      stageAngle[i] = angle[i]! + h * speed;
      stageVelocity[i] = velocity[i]! + h * slope;
    }
  }

  return {
    advance(state, offset, torque, seconds, substeps) {
      let absoluteAngle = 0;
      let absoluteVelocity = 0;
      for (let i = 0; i < n; i++) {
        absoluteAngle += state[offset + i]!;
        absoluteVelocity += state[offset + n + i]!;
        angle[i] = absoluteAngle;
        velocity[i] = absoluteVelocity;
      }

      const h = seconds / substeps;
      for (let substep = 0; substep < substeps; substep++) {
        for (let i = 0; i < n; i++) {
          stageAngle[i] = angle[i]!;
          stageVelocity[i] = velocity[i]!;
          angleSum[i] = 0;
          velocitySum[i] = 0;
        }
        stage(torque, 1, h / 2);
        stage(torque, 2, h / 2);
        stage(torque, 2, h);
        stage(torque, 1, 0);
        for (let i = 0; i < n; i++) {
          angle[i] = angle[i]! + (h / 6) * angleSum[i]!;
          velocity[i] = velocity[i]! + (h / 6) * velocitySum[i]!;
        }
      }

      for (let i = 0; i < n; i++) {
        state[offset + i] = angle[i]! - (i > 0 ? angle[i - 1]! : 0);
        state[offset + n + i] = velocity[i]! - (i > 0 ? velocity[i - 1]! : 0);
      }
    },
  };
}
