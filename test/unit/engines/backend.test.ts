import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseBackend, isSoftware } from '../../../src/engines/tfjs/backend.ts';
import { webgpuObstacle } from '../../../src/engines/tfjs/objectiveWgsl.ts';
import { engineCase } from '../../support/engineCase.ts';

/** As much of an adapter as the choice looks at. */
function adapter(info: Partial<GPUAdapterInfo>): GPUAdapter {
  return {
    info: { vendor: '', architecture: '', device: '', description: '', ...info },
    requestDevice: () => Promise.reject(new Error('no device today')),
    features: new Set(),
    limits: {},
  } as unknown as GPUAdapter;
}
const withGpu = (requestAdapter: () => Promise<GPUAdapter | null>) =>
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

describe('chooseBackend', () => {
  test('takes the CPU by name without looking for anything else', async () => {
    const requestAdapter = vi.fn();
    withGpu(requestAdapter);
    const backend = await chooseBackend('cpu');
    expect(backend).toMatchObject({ id: 'cpu', description: 'CPU', passedOver: [] });
    expect(requestAdapter).not.toHaveBeenCalled();
  });

  test.each(['auto', 'webgpu'] as const)('%s says that WebGPU is not offered', async (choice) => {
    vi.stubGlobal('navigator', {});
    const backend = await chooseBackend(choice);
    expect(backend.id).toBe('cpu');
    expect(backend.passedOver).toEqual(['WebGPU: not offered here (no navigator.gpu).']);
  });

  test.each(['auto', 'webgpu'] as const)('%s says that there is no adapter', async (choice) => {
    withGpu(() => Promise.resolve(null));
    const backend = await chooseBackend(choice);
    expect(backend.id).toBe('cpu');
    expect(backend.passedOver[0]).toContain('found no adapter');
  });

  test('what WebGPU cannot run goes to the CPU, with the reason', async () => {
    const requestAdapter = vi.fn();
    withGpu(requestAdapter);
    const { specification } = engineCase({ head: 'full', actionSize: 9 });
    const backend = await chooseBackend('webgpu', webgpuObstacle(specification.objective));
    expect(backend.id).toBe('cpu');
    expect(backend.passedOver[0]).toContain('at most 8 actions, this policy has 9');
    expect(requestAdapter).not.toHaveBeenCalled();
    expect(webgpuObstacle(engineCase({ actionSize: 9 }).specification.objective)).toBeNull();
  });

  test('auto passes over a software adapter and names it', async () => {
    withGpu(() => Promise.resolve(adapter({ vendor: 'google', architecture: 'swiftshader' })));
    const backend = await chooseBackend('auto');
    expect(backend.id).toBe('cpu');
    expect(backend.passedOver[0]).toContain('google swiftshader');
  });

  test('an adapter that gives no device, or that cannot be asked for, leaves the CPU', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    withGpu(() => Promise.resolve(adapter({ vendor: 'nvidia' })));
    const noDevice = await chooseBackend('auto');
    expect(noDevice.id).toBe('cpu');
    expect(noDevice.passedOver[0]).toMatch(/gave no device \(.+\)/);
    withGpu(() => Promise.reject(new Error('blocked')));
    const noAnswer = await chooseBackend('webgpu');
    expect(noAnswer.id).toBe('cpu');
    expect(noAnswer.passedOver[0]).toContain('(blocked)');
  });
});
