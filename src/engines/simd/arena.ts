import { EngineFailure } from '../engine.ts';

const PAGE = 65_536;
/** Vectors are loaded fastest from addresses of this multiple. */
const ALIGNMENT = 16;

/** Float32 numbers (or int32, of the same size) in the module's memory. */
export interface Block {
  /** Byte offset, for kernels. */
  readonly pointer: number;
  readonly length: number;
}

/**
 * Hands out the module's memory from its beginning to its end, and asks for more when it is used up. Nothing is given
 * back singly: {@link reset} frees all of it, and memory once asked for stays for the next use.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #base: number;
  #top: number;

  /** @param base first byte that is free */
  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#base = Math.ceil(base / ALIGNMENT) * ALIGNMENT;
    this.#top = this.#base;
  }

  /** Bytes handed out. */
  get used(): number {
    return this.#top - this.#base;
  }

  /** Bytes of the whole memory: the most there has been. */
  get size(): number {
    return this.#memory.buffer.byteLength;
  }

  /**
   * Memory for `length` numbers; its contents are undefined. Growing detaches all views made before.
   * @throws {EngineFailure} where there is no more
   */
  allocate(length: number): Block {
    const pointer = this.#top;
    const top = Math.ceil((pointer + 4 * length) / ALIGNMENT) * ALIGNMENT;
    const missing = top - this.size;
    if (missing > 0) {
      // A quarter more than asked for, so that growing stays rare.
      const pages = Math.ceil(Math.max(missing, this.size / 4) / PAGE);
      try {
        this.#memory.grow(pages);
      } catch (error) {
        throw new EngineFailure(
          `WebAssembly: no memory left for ${Math.ceil(top / 2 ** 20)} MB; try smaller networks or minibatches.`,
          'simd',
          { cause: error },
        );
      }
    }
    this.#top = top;
    return { pointer, length };
  }

  /** Frees everything. */
  reset(): void {
    this.#top = this.#base;
  }

  /** The numbers of a block, until the memory grows. */
  floats({ pointer, length }: Block): Float32Array {
    return new Float32Array(this.#memory.buffer, pointer, length);
  }

  integers({ pointer, length }: Block): Int32Array {
    return new Int32Array(this.#memory.buffer, pointer, length);
  }
}
