import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEngine } from '../../../src/engines/createEngine.ts';
import { EngineFailure } from '../../../src/engines/engine.ts';
import { freshSnapshot } from '../../../src/engines/snapshot.ts';
import { objectiveWgsl, webgpuObstacle } from '../../../src/engines/tfjs/objectiveWgsl.ts';
import { isSoftware } from '../../../src/engines/tfjs/webgpuBackend.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { openChosenEngine } from '../../../src/training/engineChoice.ts';
import { engineCase } from '../../support/engineCase.ts';

/** As much of an adapter as opening looks at. */
function adapter(info: Partial<GPUAdapterInfo>): GPUAdapter {
  return {
    info: { vendor: '', architecture: '', device: '', description: '', ...info },
    requestDevice: () => Promise.reject(new Error('no device today')),
    features: new Set(),
    limits: {},
  } as unknown as GPUAdapter;
}
const withGpu = (requestAdapter: (options?: GPURequestAdapterOptions) => Promise<GPUAdapter | null>) =>
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });

afterEach(() => vi.unstubAllGlobals());

describe('isSoftware', () => {
  test.each([
    { vendor: 'google', architecture: 'swiftshader' },
    { vendor: 'mesa', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' },
    { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' },
    { vendor: 'nvidia', isFallbackAdapter: true },
    { description: 'Some Software Rasterizer' },
  ])('$vendor $architecture $description counts as none', (info) => {
    expect(isSoftware(adapter(info))).toBe(true);
  });

  test.each([
    { vendor: 'nvidia', architecture: 'ampere' },
    { vendor: 'apple', architecture: 'metal-3' },
    { vendor: 'intel', architecture: 'gen-12lp', isFallbackAdapter: false },
    {},
  ])('$vendor $architecture is hardware', (info) => {
    expect(isSoftware(adapter(info))).toBe(false);
  });
});

test('adapters without info, as older browsers give them, are judged by what they have', () => {
  expect(isSoftware({ isFallbackAdapter: true } as unknown as GPUAdapter)).toBe(true);
  expect(isSoftware({} as unknown as GPUAdapter)).toBe(false);
});

/** What opening rejects with; it must be an {@link EngineFailure} of WebGPU. */
async function obstacle(hardwareOnly = false): Promise<string> {
  const { specification, initial } = engineCase();
  const error = await createEngine('webgpu', specification, freshSnapshot(initial), { hardwareOnly }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EngineFailure);
  expect((error as EngineFailure).engine).toBe('webgpu');
  return (error as EngineFailure).message;
}

describe('opening a backend', () => {
  test('opens WebAssembly without looking for anything else', async () => {
    const requestAdapter = vi.fn();
    withGpu(requestAdapter);
    const { specification, initial } = engineCase();
    const engine = await createEngine('simd', specification, freshSnapshot(initial));
    expect(engine).toMatchObject({ id: 'simd', description: 'WebAssembly SIMD' });
    engine.dispose();
    expect(requestAdapter).not.toHaveBeenCalled();
  });

  test('says that WebGPU is not offered, or that there is no adapter', async () => {
    vi.stubGlobal('navigator', {});
    expect(await obstacle()).toBe('WebGPU: not offered here (no navigator.gpu).');
    withGpu(() => Promise.resolve(null));
    expect(await obstacle()).toContain('found no adapter');
    withGpu(() => Promise.reject(new Error('blocked')));
    expect(await obstacle()).toContain('(blocked)');
  });

  test('takes the adapter without a preference where there is none of high performance', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    withGpu((options) => Promise.resolve(options?.powerPreference ? null : adapter({ vendor: 'nvidia' })));
    expect(await obstacle(true)).toMatch(/nvidia gave no device/);
  });

  test('takes a software adapter for none only where hardware is asked for, and names it', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    withGpu(() => Promise.resolve(adapter({ vendor: 'google', architecture: 'swiftshader' })));
    expect(await obstacle(true)).toMatch(/only a software adapter \(google swiftshader\)/);
    // It is asked for a device, which this one does not give.
    expect(await obstacle(false)).toMatch(/google swiftshader gave no device/);
  });

  test('says why an adapter gave no device', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    withGpu(() => Promise.resolve(adapter({ vendor: 'nvidia' })));
    expect(await obstacle(true)).toMatch(/nvidia gave no device \(.+\)/);
  });
});

test('createEngine says what WebGPU cannot train before it looks for it', async () => {
  const requestAdapter = vi.fn();
  withGpu(requestAdapter);
  const { specification, initial } = engineCase({ head: 'full', actionSize: 9 });
  await expect(createEngine('webgpu', specification, freshSnapshot(initial))).rejects.toThrow(
    'at most 8 actions, this policy has 9',
  );
  expect(requestAdapter).not.toHaveBeenCalled();
  expect(webgpuObstacle(engineCase({ actionSize: 9 }).specification.objective)).toBeNull();
});

test('of discrete actions WebGPU trains 64; with more WebAssembly takes over and says why', async () => {
  const requestAdapter = vi.fn();
  withGpu(requestAdapter);
  const choice = (actionSize: number) => engineCase({ head: 'categorical', actionSize });
  expect(webgpuObstacle(choice(64).specification.objective)).toBeNull();
  const { specification, initial } = choice(65);
  const wish = { ...DEFAULT_RUN, engine: 'webgpu' as const };
  const { engine, reason } = await openChosenEngine(wish, specification, freshSnapshot(initial), []);
  expect(engine.id).toBe('simd');
  expect(reason).toBe(
    'WebGPU: its kernels hold policies over at most 64 discrete actions, this policy has 65. WebAssembly is used instead.',
  );
  engine.dispose();
  expect(requestAdapter).not.toHaveBeenCalled();
});

test('a layer for policies of another kind has no kernel', () => {
  const objective = (head: 'categorical' | 'diagonal') => engineCase({ head }).specification.objective;
  const { projection } = objective('categorical');
  expect(() => objectiveWgsl({ ...objective('diagonal'), projection }, 1)).toThrow(
    'the layer of a diagonal policy is for policies of another kind',
  );
});

test('a browser without WebAssembly, or without its SIMD, is told so in a sentence', async () => {
  const { specification, initial } = engineCase();
  const open = async () => {
    // The module is compiled once; a fresh copy of the code has not done so yet.
    vi.resetModules();
    const engines = await import('../../../src/engines/createEngine.ts');
    return engines.createEngine('simd', specification, freshSnapshot(initial));
  };
  vi.stubGlobal('WebAssembly', undefined);
  await expect(open()).rejects.toMatchObject({ name: 'EngineFailure', engine: 'simd' });
  await expect(open()).rejects.toThrow('WebAssembly: not offered here.');
  vi.unstubAllGlobals();
  vi.spyOn(WebAssembly, 'compile').mockRejectedValueOnce(new WebAssembly.CompileError('invalid opcode'));
  await expect(open()).rejects.toThrow('WebAssembly: this browser lacks its SIMD instructions.');
  (await open()).dispose();
});
