import type { LabConfiguration, LabGaussian } from '../../experiments/lab.ts';

function sameGaussian(a: LabGaussian, b: LabGaussian): boolean {
  return (
    a.mean[0] === b.mean[0] &&
    a.mean[1] === b.mean[1] &&
    a.sigma1 === b.sigma1 &&
    a.sigma2 === b.sigma2 &&
    a.angle === b.angle
  );
}

/** Whether two Labs show the same: every field by value. */
export function sameLab(a: LabConfiguration, b: LabConfiguration): boolean {
  return (
    a === b ||
    (a.projection === b.projection &&
      a.scaled === b.scaled &&
      a.meanBound === b.meanBound &&
      a.covarianceBound === b.covarianceBound &&
      a.entropyFloor === b.entropyFloor &&
      a.entropyMode === b.entropyMode &&
      a.entropyOrder === b.entropyOrder &&
      sameGaussian(a.old, b.old) &&
      sameGaussian(a.proposed, b.proposed))
  );
}
