import type { EngineSnapshot } from '../engines/engine.ts';
import { sha256 } from './sha256.ts';

/** SHA-256 (hex) over one member's policy parameters, then its value parameters, as little-endian float32. */
export function digestMember({ policy, value }: EngineSnapshot, members: number, member: number): string {
  const parts = [policy, value].map((parameters) => {
    const count = parameters.length / members;
    return parameters.subarray(member * count, (member + 1) * count);
  });
  const bytes = new DataView(new ArrayBuffer(4 * parts.reduce((sum, part) => sum + part.length, 0)));
  let offset = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, offset += 4) bytes.setFloat32(offset, part[i]!, true);
  }
  return sha256(new Uint8Array(bytes.buffer));
}

/** The digest of a run from those of its members in the order of their seeds: of one its own, of several theirs together. */
export function digestRun(members: readonly string[]): string {
  return members.length === 1 ? members[0]! : sha256(new TextEncoder().encode(members.join('\n')));
}
