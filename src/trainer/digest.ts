import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EngineSnapshot } from '../engines/engine.ts';
import { joinMembers } from '../engines/memberAxis.ts';
import type { RunCheckpoint } from './checkpoint.ts';

/** A member's seed and the digest of its parameters. */
export interface MemberDigest {
  readonly seed: number;
  readonly digest: string;
}

/** Of an engine's snapshot, what a digest is of. */
type MemberParameters = {
  readonly [Network in keyof EngineSnapshot]: Pick<EngineSnapshot[Network], 'parameters'>;
};

/** SHA-256 (hex) over one member's policy parameters, then its value parameters, as little-endian float32. */
export function digestMember({ policy, value }: MemberParameters): string {
  const parameters = joinMembers([policy.parameters, value.parameters]);
  const bytes = new DataView(new ArrayBuffer(4 * parameters.length));
  for (const [i, parameter] of parameters.entries()) bytes.setFloat32(4 * i, parameter, true);
  return bytesToHex(sha256(new Uint8Array(bytes.buffer)));
}

/** The digest of a run from those of its members in the order of their seeds: of one its own, of several theirs together. */
export function digestRun(members: readonly string[]): string {
  return members.length === 1 ? members[0]! : bytesToHex(sha256(utf8ToBytes(members.join('\n'))));
}

/** The digests of a run between two iterations: of its members, and of all together. */
export function digestCheckpoint({ members }: Pick<RunCheckpoint, 'members'>): {
  readonly members: readonly MemberDigest[];
  readonly digest: string;
} {
  const digests = members.map(({ seed, checkpoint }) => ({ seed, digest: digestMember(checkpoint.engine) }));
  return { members: digests, digest: digestRun(digests.map(({ digest }) => digest)) };
}
