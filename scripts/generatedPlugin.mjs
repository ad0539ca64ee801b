import { generate } from './generated.mjs';
import { compileWords, WORDS } from './words.mjs';

/**
 * Vite plugin: kernels and words are compiled before anything that imports them is read; the development server compiles
 * words again as their files change.
 */
export function generated() {
  return {
    name: 'generated',
    enforce: 'pre',
    buildStart: generate,
    configureServer({ watcher, config }) {
      const again = (file) => {
        if (!file.startsWith(WORDS) || !file.endsWith('.json')) return;
        compileWords().catch((error) => config.logger.error(error.message));
      };
      watcher.on('change', again).on('add', again).on('unlink', again);
    },
  };
}
