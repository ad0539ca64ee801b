import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { loneTests } from './scripts/loneTests.ts';
import { SOURCE_CONDITION } from './scripts/sourceCondition.ts';

const lone = loneTests();

export default defineConfig({
  resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] },
  ssr: { resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] } },
  test: {
    globalSetup: ['./scripts/generatedSetup.mjs'],
    setupFiles: ['./test/support/languages.ts'],
    testTimeout: 60_000,
    reporters: ['default'],
    // Every core; the default leaves one idle, which of two is half.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: lone, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/unit/**/*.test.{ts,tsx}', 'packages/*/test/**/*.test.ts'],
          exclude: lone,
          isolate: false,
          // A process is shared only with the file that is next in line.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
