import type { EngineSnapshot } from '../engines/engine.ts';
import { sha256 } from './sha256.ts';

/** SHA-256 (hex) over each member's policy parameters, then its value parameters, as little-endian float32. */
export function digestParameters({ policy, value }: EngineSnapshot, members: number): string {
  const bytes = new DataView(new ArrayBuffer(4 * (policy.length + value.length)));
  let offset = 0;
  const append = (parameters: Float32Array, member: number) => {
    const count = parameters.length / members;
    for (let i = member * count; i < (member + 1) * count; i++, offset += 4) {
      bytes.setFloat32(offset, parameters[i]!, true);
    }
  };
  for (let member = 0; member < members; member++) {
    append(policy, member);
    append(value, member);
  }
  return sha256(new Uint8Array(bytes.buffer));
}
