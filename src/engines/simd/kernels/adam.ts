/**
 * One Adam update (Kingma & Ba 2015) of n parameters, in place: with g = scale · gradient,
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − stepSize · m/(√v · rootScale + ε). See docs/mathematics.md §10.4.
 *
 * @param stepSize learning rate/(1 − β₁ᵗ) @param rootScale 1/√(1 − β₂ᵗ)
 */
export function adam(
  p: usize,
  m: usize,
  v: usize,
  gradient: usize,
  n: i32,
  scale: f32,
  stepSize: f32,
  rootScale: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const end: usize = (<usize>n) << 2;
  const end4: usize = end & ~15;
  const scale4 = f32x4.splat(scale);
  const step4 = f32x4.splat(stepSize);
  const root4 = f32x4.splat(rootScale);
  const beta14 = f32x4.splat(beta1);
  const rest14 = f32x4.splat(rest1);
  const beta24 = f32x4.splat(beta2);
  const rest24 = f32x4.splat(rest2);
  const epsilon4 = f32x4.splat(epsilon);
  let i: usize = 0;
  for (; i < end4; i += 16) {
    const g = f32x4.mul(scale4, v128.load(gradient + i));
    const m1 = f32x4.add(f32x4.mul(beta14, v128.load(m + i)), f32x4.mul(rest14, g));
    const v1 = f32x4.add(f32x4.mul(beta24, v128.load(v + i)), f32x4.mul(f32x4.mul(rest24, g), g));
    v128.store(m + i, m1);
    v128.store(v + i, v1);
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(v1), root4), epsilon4);
    v128.store(p + i, f32x4.sub(v128.load(p + i), f32x4.div(f32x4.mul(step4, m1), root)));
  }
  for (; i < end; i += 4) {
    const g = scale * load<f32>(gradient + i);
    const m1 = beta1 * load<f32>(m + i) + rest1 * g;
    const v1 = beta2 * load<f32>(v + i) + rest2 * g * g;
    store<f32>(m + i, m1);
    store<f32>(v + i, v1);
    store<f32>(p + i, load<f32>(p + i) - (stepSize * m1) / (sqrt<f32>(v1) * rootScale + epsilon));
  }
}
