import katex from 'katex';
import 'katex/dist/katex.min.css';

/** HTML and MathML of a formula. A mistake in the source shows as its source, not as an exception. */
export function typeset(tex: string, displayMode: boolean): string {
  return katex.renderToString(tex, {
    displayMode,
    throwOnError: false,
    output: 'htmlAndMathml',
    strict: 'ignore',
  });
}
