import * as v from 'valibot';

/** Parts of the schemas of cases; every complaint is a sentence that names the quantity. */

export const number = (quantity: string) =>
  v.pipe(
    v.number((issue) => `${quantity} is ${issue.received}, expected a number`),
    v.finite(`${quantity} must be a finite number`),
  );
export const bound = (quantity: string) =>
  v.pipe(
    number(quantity),
    v.check(
      (value) => value > 0,
      (issue) => `${quantity} is ${issue.input}, expected a number above 0`,
    ),
  );
export const vector = (quantity: string) =>
  v.array(number(quantity), (issue) => `${quantity} is ${issue.received}, expected a list of numbers`);
export const matrix = (quantity: string) =>
  v.array(vector(quantity), (issue) => `${quantity} is ${issue.received}, expected a list of rows`);
export const choice = <const T extends readonly string[]>(quantity: string, choices: T) =>
  v.picklist(choices, (issue) => `${quantity} is ${issue.received}, expected one of ${choices.join(', ')}`);

/** The id of a case, which its answer repeats. */
export const identifier = v.optional(v.union([v.string(), v.number()], 'id must be a text or a number'));

/** What is said of a case that is no object, or lacks a key. */
export function objectComplaint(issue: v.ObjectIssue): string {
  return issue.expected === 'Object'
    ? 'a case must be an object'
    : `${issue.path?.map((item) => item.key).join('.')} is missing`;
}

/** The entropy step of a case. */
export const entropyStep = {
  entropyFloor: v.optional(v.nullable(number('entropyFloor')), null),
  entropyMode: v.optional(choice('entropyMode', ['inequality', 'equality']), 'inequality'),
  entropyOrder: v.optional(choice('entropyOrder', ['after', 'before']), 'after'),
};
