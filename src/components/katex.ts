import katex from 'katex';
import 'katex/dist/katex.min.css';

/**
 * HTML of a formula, with MathML beside it unless its numbers are written in later, which MathML would not follow. A
 * mistake in the source shows as its source, not as an exception.
 */
export function typeset(tex: string, displayMode: boolean, live: boolean): string {
  return katex.renderToString(tex, {
    displayMode,
    throwOnError: false,
    output: live ? 'html' : 'htmlAndMathml',
    trust: ({ command }) => command === '\\htmlClass',
    strict: 'ignore',
  });
}
