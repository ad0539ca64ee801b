/** The entropy floor along the temperature (docs/mathematics.md §15.6). */
export const temperatureWgsl = /* wgsl */ `
fn uniformOver(row: Row) -> Row {
  var allowed = 0.0;
  for (var i = 0; i < N; i++) { allowed += select(1.0, 0.0, isForbidden(row[i])); }
  var level: Row;
  for (var i = 0; i < N; i++) { level[i] = select(-log(allowed), FORBIDDEN, isForbidden(row[i])); }
  return level;
}

fn warm(row: Row, entropy: f32, floor: f32, out: ptr<function, Row>) -> f32 {
  let level = uniformOver(row);
  let ratio = ratioOf(row, level);
  var most = 0.0;
  for (var i = 0; i < N; i++) { if (!isForbidden(level[i])) { most = -level[i]; } }
  let exponent = lineSolve(level, ratio, most - floor, select(0.0, most - entropy, entropy < floor));
  *out = lineAt(level, ratio, exponent);
  return exponent;
}
`;
