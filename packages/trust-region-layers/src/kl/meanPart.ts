/** The ½ before the squared distance of the means belongs to KL only (docs/mathematics.md §2.1). */
export const meanWeight = 0.5;
/** KL measures means by the old precision whatever is chosen. */
export const alwaysScaled = true;
