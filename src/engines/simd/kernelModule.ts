import * as m from '#words/engines';
import { EngineFailure } from '../engine.ts';
import { KERNELS, type Kernels } from './generated/kernels.ts';

export type { Kernels };

let compiled: Promise<WebAssembly.Module> | null = null;

/** Bytes of the compiled module. */
export function moduleBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(KERNELS);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * The module, compiled once; each engine makes an instance with a memory of its own.
 * @throws {EngineFailure} where there is no WebAssembly, or none with SIMD
 */
export async function compileModule(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') {
    throw new EngineFailure(m.noWebAssembly(), 'simd');
  }
  compiled ??= WebAssembly.compile(moduleBytes());
  try {
    return await compiled;
  } catch (error) {
    compiled = null;
    throw new EngineFailure(m.noSimd(), 'simd', {
      cause: error,
    });
  }
}

/** A fresh instance. */
export function instantiate(module: WebAssembly.Module): Kernels {
  const imports = {
    env: {
      abort: () => {
        throw new EngineFailure(m.kernelFailed(), 'simd');
      },
    },
  };
  return new WebAssembly.Instance(module, imports).exports as unknown as Kernels;
}
