import {
  enableProdMode,
  findBackendFactory,
  getBackend,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import * as m from '#words/engines';
import { EngineFailure } from '../engine.ts';

/** A TensorFlow.js backend that is ready, with the kernels of `kernels.ts` registered. */
export interface Backend {
  /** For people: `WebGPU (nvidia ampere)`. */
  readonly description: string;
  /** Multiplications (rows × parameters) above which a forward pass is computed here, and below on the host. */
  readonly forwardWork: number;
  /**
   * Makes it the backend that TensorFlow.js runs kernels on.
   * @throws {EngineFailure} if the device is known to be lost or to have reported an error
   */
  activate(): void;
}

/** An adapter, or a sentence that says why there is none. */
type AdapterSearch =
  | { readonly adapter: GPUAdapter; readonly problem: null }
  | { readonly adapter: null; readonly problem: string };

/**
 * A forward pass on the GPU has to be read back, which takes a millisecond or more whatever its size, and a rollout
 * would pay it at every environment step. The host computes smaller ones from a copy of the parameters that is fetched
 * once after each update: 2²² is about 850 rows of a 64-64 network, or four milliseconds on the host.
 */
const FORWARD_WORK = 2 ** 22;

/**
 * Starts the WebGPU backend, or gives the one that runs.
 * @param hardwareOnly whether a software adapter counts as none
 * @throws {EngineFailure} with a sentence for people where there is none
 */
export async function openWebgpu(hardwareOnly: boolean): Promise<Backend> {
  // Silences advice for developers on the console and skips checks made for debugging.
  enableProdMode();
  const { adapter, problem } = await findAdapter();
  if (!adapter) throw new EngineFailure(problem, 'webgpu');
  if (hardwareOnly && isSoftware(adapter)) {
    throw new EngineFailure(m.softwareOnly({ adapter: adapterName(adapter) }), 'webgpu');
  }
  try {
    return await webgpuBackend(adapter);
  } catch (error) {
    if (error instanceof EngineFailure) throw error;
    throw new EngineFailure(m.noDevice({ adapter: adapterName(adapter), why: messageOf(error) }), 'webgpu', {
      cause: error,
    });
  }
}

async function findAdapter(): Promise<AdapterSearch> {
  try {
    // Headless Chromium with a card was seen to answer this first question with none, and the next with the card.
    const adapter =
      (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })) ??
      (await navigator.gpu.requestAdapter());
    if (adapter) return { adapter, problem: null };
    return { adapter: null, problem: m.noAdapter() };
  } catch (error) {
    return { adapter: null, problem: m.adapterFailed({ why: messageOf(error) }) };
  }
}

/** Names under which software implementations of WebGPU present themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render|\bwarp\b/i;

/** What an adapter says about itself; browsers of 2023 and 2024 have `isFallbackAdapter` elsewhere and no `info`. */
function infoOf(adapter: GPUAdapter): Partial<GPUAdapterInfo> {
  const { info, isFallbackAdapter } = adapter as Partial<Pick<GPUAdapterInfo, 'isFallbackAdapter'>> & {
    info?: GPUAdapterInfo;
  };
  return info ?? { isFallbackAdapter: isFallbackAdapter ?? false };
}

/** Whether an adapter computes on the CPU. */
export function isSoftware(adapter: GPUAdapter): boolean {
  const { isFallbackAdapter, vendor, architecture, device: model, description } = infoOf(adapter);
  return isFallbackAdapter === true || SOFTWARE.test([vendor, architecture, model, description].join(' '));
}

function adapterName(adapter: GPUAdapter): string {
  const { description, vendor, architecture } = infoOf(adapter);
  return description || [vendor, architecture].filter(Boolean).join(' ') || m.unnamedAdapter();
}

/** A WebGPU device with the TensorFlow.js backend around it; `failure` is set once it cannot be trusted any more. */
interface Device {
  readonly gpu: GPUDevice;
  readonly name: string;
  failure: string | null;
}
let device: Device | null = null;

async function webgpuBackend(adapter: GPUAdapter): Promise<Backend> {
  // One that failed is given back: it may still hold memory, and engines on it refuse to work anyway.
  if (device?.failure) device.gpu.destroy();
  const started = device && !device.failure ? device : await startDevice(adapter);
  device = started;
  await setBackend('webgpu');
  return {
    description: `WebGPU (${started.name})`,
    forwardWork: FORWARD_WORK,
    activate() {
      if (started.failure) throw new EngineFailure(started.failure, 'webgpu');
      // The backend exists, so this takes effect before it returns; the promise is for backends still starting.
      if (getBackend() !== 'webgpu') void setBackend('webgpu');
    },
  };
}

/**
 * Requests a device and registers a backend around it. TensorFlow.js could do this itself, but then nobody would
 * watch the device, a missing adapter would be a TypeError, and a lost device could not be replaced.
 */
async function startDevice(adapter: GPUAdapter): Promise<Device> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const { registerWebgpuKernels } = await import('./webgpuKernels.ts');
  const { limits } = adapter;
  const gpu = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  const started: Device = { gpu, name: adapterName(adapter), failure: null };
  gpu.lost.then(({ message }) => {
    started.failure ??= message ? m.deviceLostWhy({ why: message }) : m.deviceLost();
  });
  gpu.addEventListener('uncapturederror', ({ error }) => {
    started.failure ??= m.deviceError({ why: error.message });
  });
  // Importing the package registers its own factory, and a lost device may have left a backend behind.
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(gpu, adapter.info), 0);
  registerWebgpuKernels();
  return started;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
