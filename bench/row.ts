/** One measured number. A speed is worth something only against another measured in the same run. */
export interface BenchmarkRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `value` over what `against` names (or the reverse for times; the name says which). */
  readonly ratio?: number;
  readonly against?: string;
  /** What the number should be, in the unit of `value`; printed, never asserted. */
  readonly goal?: string;
}
