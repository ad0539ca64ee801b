import { describe, expect, it } from 'vitest';
import { compileHints } from '../../../scripts/compileHints.mjs';

const CODE = 'export const a = () => 1;';

describe('compileHints', () => {
  it('puts the note at the head of the chunks named, and changes nothing else', () => {
    const { handler } = compileHints(['frame']).generateBundle as unknown as {
      handler: (options: object, bundle: object) => void;
    };
    const bundle = {
      'frame.js': { type: 'chunk', name: 'frame', code: CODE },
      'train.js': { type: 'chunk', name: 'train', code: CODE },
      'frame.css': { type: 'asset', name: 'frame', source: 'a {}' },
    };
    handler({}, bundle);
    expect(bundle).toEqual({
      'frame.js': { type: 'chunk', name: 'frame', code: `//# allFunctionsCalledOnLoad\n${CODE}` },
      'train.js': { type: 'chunk', name: 'train', code: CODE },
      'frame.css': { type: 'asset', name: 'frame', source: 'a {}' },
    });
  });
});
