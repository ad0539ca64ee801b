/** Chromium's magic comment; it has to be the first thing in a file. Other browsers read past it. */
const HINT = '//# allFunctionsCalledOnLoad\n';

/**
 * Vite plugin: files of which most functions are called at once say so. The browser then compiles all of them beside the
 * page's thread, while they come, and not one by one on it when each is first called.
 *
 * @param names of chunks
 */
export function compileHints(names) {
  return {
    name: 'compile-hints',
    apply: 'build',
    generateBundle: {
      // What Vite puts at the head of a file comes before.
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && names.includes(file.name)) file.code = HINT + file.code;
      },
    },
  };
}
