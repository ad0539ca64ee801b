import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { SOURCE_CONDITION } from './scripts/sourceCondition.ts';

export default defineConfig({
  resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] },
  ssr: { resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] } },
  test: {
    globalSetup: ['./scripts/generatedSetup.mjs'],
    setupFiles: ['./test/support/languages.ts'],
    include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx', 'packages/*/test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default'],
  },
});
