export { exp, expm1 } from './exponential.ts';
export { tanh } from './hyperbolic.ts';
export { acos, atan, atan2 } from './inverseTrigonometric.ts';
export { log, log1p } from './logarithm.ts';
export { hypot, integerPower, power } from './power.ts';
export { cos, sin, sinCos } from './trigonometric.ts';
