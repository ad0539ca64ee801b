import type { ReactNode } from 'react';
import { Term } from './glossary/Term.tsx';
import type { TermId } from './glossary/terms.ts';

export interface ControlLabelProps {
  /** The control is named by it where the words answer: a label would hand their clicks on. */
  readonly id: string;
  /** Of the control, where a click on the words goes to it. */
  readonly htmlFor?: string | undefined;
  /** What the words answer with. */
  readonly term?: TermId | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The words over a control. */
export function ControlLabel({ id, htmlFor, term, className, children }: ControlLabelProps) {
  if (term === undefined) {
    return (
      <label id={id} htmlFor={htmlFor} className={className}>
        {children}
      </label>
    );
  }
  return (
    <span id={id} className={className}>
      <Term id={term}>{children}</Term>
    </span>
  );
}
