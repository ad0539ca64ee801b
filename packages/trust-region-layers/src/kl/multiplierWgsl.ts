/**
 * `fn klMultiplier(x: ptr<function, Vector>, lambda: ptr<function, Vector>, bound: f32) -> f32`: the root η ≥ 0 of
 * ½ Σᵢ (λ̃ᵢ − 1 − ln λ̃ᵢ) = bound with λ̃ᵢ = (1 + η)λᵢ/(1 + ηλᵢ), given xᵢ = λᵢ − 1 and λᵢ, for a proposal outside
 * the bound. λ̃ᵢ − 1 = xᵢ/(1 + ηλᵢ) keeps its relative accuracy however small.
 *
 * Near the old policy the left side g is ¼ Σ x̃², so 1/√g is nearly a straight line in η: Newton's method runs on
 * that, between brackets, and halves the bracket (in ln(1 + η)) where a step would leave it.
 * See docs/mathematics.md §3.10.
 */
export const klMultiplierWgsl = /* wgsl */ `
fn klMultiplier(x: ptr<function, Vector>, lambda: ptr<function, Vector>, bound: f32) -> f32 {
  var low = 0.0;
  var high = 1e18;
  var eta = 0.0;
  for (var iteration = 0; iteration < 40; iteration++) {
    var value = 0.0;
    var squares = 0.0;
    for (var i = 0; i < K; i++) {
      let shrink = 1.0 / (1.0 + eta * (*lambda)[i]);
      let y = (*x)[i] * shrink;
      value += 0.5 * excess(y, (*lambda)[i] * (1.0 + eta) * shrink);
      squares += y * y;
    }
    if (value > bound) { low = eta; } else { high = eta; }
    var next = eta + (1.0 + eta) * 4.0 * value * (sqrt(value / bound) - 1.0) / squares;
    if (abs(next - eta) <= 2e-7 * (1.0 + eta)) { return max(next, 0.0); }
    if (!(next > low && next < high)) { next = sqrt((1.0 + low) * (1.0 + high)) - 1.0; }
    if (next == eta) { return eta; }
    eta = next;
  }
  return eta;
}
`;
