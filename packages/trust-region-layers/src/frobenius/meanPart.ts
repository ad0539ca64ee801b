/** The squared distance of the means as it is (docs/mathematics.md §2.1). */
export const meanWeight = 1;
export const alwaysScaled = false;
