import * as m from '#words/inputs';
import { formatField } from './format.ts';
import type { TermId } from './glossary/terms.ts';
import { type Reading, TypedField } from './TypedField.tsx';

export interface IntegerListLimits {
  readonly minimum: number;
  readonly maximum: number;
  readonly minimumLength: number;
  readonly maximumLength: number;
}

export interface IntegerListFieldProps extends IntegerListLimits {
  readonly label: string;
  /** What the label answers with. */
  readonly term?: TermId | undefined;
  readonly value: readonly number[];
  readonly onChange: (value: readonly number[]) => void;
}

/** What a person types: `1, 2, 3`, `1 2 3`, or a range `1-5` or, as in links, `1..5`. */
export function readIntegers(
  text: string,
  { minimum, maximum, minimumLength, maximumLength }: IntegerListLimits,
): Reading<readonly number[]> {
  const values: number[] = [];
  for (const part of text.trim().split(/[\s,;]+/)) {
    if (part === '') continue;
    const range = /^(\d+)(?:(?:[-–]|\.\.)(\d+))?$/.exec(part);
    if (range === null) return { problem: m.typeIntegers() };
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (last < first) return { problem: m.backwards({ range: part }) };
    if (values.length + last - first + 1 > maximumLength) {
      return { problem: m.atMostNumbers({ most: maximumLength }) };
    }
    for (let value = first; value <= last; value++) values.push(value);
  }
  if (values.length < minimumLength) {
    return {
      problem: minimumLength === 1 ? m.oneNumber() : m.atLeastNumbers({ least: minimumLength }),
    };
  }
  const outside = values.find((value) => value < minimum || value > maximum);
  if (outside !== undefined)
    return {
      problem: m.notBetween({
        number: formatField(outside, 10),
        minimum: formatField(minimum, 10),
        maximum: formatField(maximum, 10),
      }),
    };
  return { value: values };
}

/** A short list of whole numbers that is typed. */
export function IntegerListField(props: IntegerListFieldProps) {
  return (
    <TypedField
      label={props.label}
      term={props.term}
      text={props.value.join(', ')}
      inputMode="text"
      read={(text) => readIntegers(text, props)}
      onTake={props.onChange}
    />
  );
}
