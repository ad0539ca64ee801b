import { describe, expect, it } from 'vitest';
import { observedText } from '../../../../src/views/train/observedText.ts';

const number = (value: number) => value.toFixed(1);

describe('what is observed', () => {
  it('is told as it is', () => {
    expect(observedText(['x', 'v'], [0, 0.25], number)).toBe('x 0.0 · v 0.3');
  });

  it('is told without what is not the case where there is much of it', () => {
    const labels = Array.from({ length: 27 }, (_, i) => `symbol ${i}`);
    const observation = Float32Array.from(labels, (_, i) => (i === 3 ? 1 : i === 9 ? 0.5 : 0));
    expect(observedText(labels, observation, number)).toBe('symbol 3 · symbol 9 0.5');
  });
});
