/**
 * The export condition under which the packages answer with their sources instead of their builds: the application, its
 * tests and its benches run on the code as it is, with nothing to build first.
 */
export const SOURCE_CONDITION = '@trust-region-layers/source';
