import type { RunCheckpoint } from '../trainer/checkpoint.ts';

/** Bytes of the arrays of some checkpoints, those that they share counted once; what is not in arrays is small. */
export function bytesOfCheckpoints(checkpoints: readonly RunCheckpoint[]): number {
  const buffers = new Set<ArrayBufferLike>();
  const visit = (value: unknown) => {
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer);
    else if (typeof value === 'object' && value !== null)
      for (const part of Object.values(value)) visit(part);
  };
  visit(checkpoints);
  let bytes = 0;
  for (const { byteLength } of buffers) bytes += byteLength;
  return bytes;
}
