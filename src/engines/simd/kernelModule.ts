import { EngineFailure } from '../engine.ts';
import { KERNELS } from './generated/kernels.ts';

/** The functions of the module (kernels/index.ts); pointers are byte offsets into its memory, sizes count numbers. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  product(
    x: number,
    w: number,
    bias: number,
    y: number,
    rows: number,
    inner: number,
    columns: number,
    xStride: number,
    yStride: number,
    activation: number,
  ): void;
  productWithDerivative(
    x: number,
    w: number,
    y: number,
    rows: number,
    inner: number,
    columns: number,
    xStride: number,
    yStride: number,
    activation: number,
    outputs: number,
  ): void;
  addProduct(
    x: number,
    w: number,
    y: number,
    rows: number,
    inner: number,
    columns: number,
    xStride: number,
    yStride: number,
    activation: number,
    outputs: number,
  ): void;
  parameterGradient(
    x: number,
    d: number,
    g: number,
    rows: number,
    inputs: number,
    columns: number,
    xStride: number,
    dStride: number,
  ): void;
  transpose(m: number, t: number, rows: number, columns: number): void;
  columnSums(d: number, rows: number, columns: number, sums: number): void;
  gatherRows(from: number, rows: number, count: number, width: number, to: number): void;
  squaredNorm(values: number, n: number): number;
  squaredError(
    values: number,
    rows: number,
    targets: number,
    oldValues: number,
    count: number,
    clip: number,
    gradient: number,
  ): number;
  adam(
    p: number,
    m: number,
    v: number,
    gradient: number,
    n: number,
    scale: number,
    stepSize: number,
    rootScale: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    epsilon: number,
  ): void;
}

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
    throw new EngineFailure('WebAssembly: not offered here.', 'simd');
  }
  compiled ??= WebAssembly.compile(moduleBytes());
  try {
    return await compiled;
  } catch (error) {
    compiled = null;
    throw new EngineFailure('WebAssembly: this browser lacks its SIMD instructions.', 'simd', {
      cause: error,
    });
  }
}

/** A fresh instance. */
export function instantiate(module: WebAssembly.Module): Kernels {
  const imports = {
    env: {
      abort: () => {
        throw new EngineFailure('WebAssembly: a kernel failed.', 'simd');
      },
    },
  };
  return new WebAssembly.Instance(module, imports).exports as unknown as Kernels;
}
