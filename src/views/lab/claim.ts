/** Trains the paper's claim at once: Compare as it starts, written out, since what encodes it would come with the Lab. */
export const CLAIM = '#/compare?v=1&preset=claim&seeds=1,2,3,4,5&run=1';
