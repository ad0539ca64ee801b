export { cholesky, halfLogDeterminant } from './cholesky.ts';
export { createLogDensity, type LogDensity } from './density.ts';
export { symmetricEigen } from './eigen.ts';
export { entropyOf } from './entropy.ts';
export { type FullFactorKind, factorToCovariance, factorToLower, lowerToFactor } from './factor.ts';
export { multiply, multiplyTransposed, symmetrise } from './matrix.ts';
export { solveLowerColumns, solveLowerTransposedColumns } from './triangular.ts';
export { type FactorKind, type FloatArray, factorSize, type GaussianBatch, MAX_DIMENSION } from './types.ts';
export { createWorkspace, type Workspace } from './workspace.ts';
