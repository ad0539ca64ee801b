/** A row that is shown under a label and explained in a sentence. */
type Labelled<Row> = Row & { readonly label: string; readonly help: string };

/**
 * A row with words that are made anew whenever they are read, so that they follow the reader's language.
 * @param label makes its label
 * @param help makes its sentence of help
 */
export function labelled<const Row extends object>(
  label: () => string,
  help: () => string,
  row: Row,
): Labelled<Row> {
  return Object.defineProperties(row as Labelled<Row>, {
    label: { get: () => label(), enumerable: true },
    help: { get: () => help(), enumerable: true },
  });
}
