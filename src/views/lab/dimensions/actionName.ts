/** a₁ for the first action, counted from 0. */
export function actionName(index: number): string {
  return `a${'₀₁₂₃₄₅₆₇₈₉'[index + 1]}`;
}
