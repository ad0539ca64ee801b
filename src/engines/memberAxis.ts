/** An array whose leading axis is the member, P members' numbers one after the other. */
type MemberArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** The numbers of member p of P = `members`; a view. */
export function memberPart<A extends MemberArray>(values: A, members: number, p: number): A {
  const count = values.length / members;
  return values.subarray(p * count, (p + 1) * count) as A;
}

/** Members' arrays, at least one, one after the other; a copy. */
export function joinMembers<A extends MemberArray>(parts: readonly A[]): A {
  const create = parts[0]!.constructor as new (length: number) => A;
  const whole = new create(parts.reduce((sum, one) => sum + one.length, 0));
  let offset = 0;
  for (const one of parts) {
    whole.set(one, offset);
    offset += one.length;
  }
  return whole;
}
