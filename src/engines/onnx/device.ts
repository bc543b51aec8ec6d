import { ProblemError } from '../../control/errors.ts';

export type Device = 'webgpu' | 'wasm';

/** What an adapter allows, as far as models come near it. Sizes in bytes. */
export interface AdapterLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly shaderF16: boolean;
}

export interface DeviceDecision {
  readonly device: Device;
  /** In words, for the page. */
  readonly reason: string;
  /** Adapter name, for the trace. */
  readonly adapter: string;
  /** Of the adapter; absent on wasm. */
  readonly limits?: AdapterLimits;
}

async function findAdapter(): Promise<GPUAdapter | null> {
  if (!('gpu' in navigator)) return null;
  try {
    return await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch {
    return null; // a browser that refuses is a browser without WebGPU
  }
}

/**
 * WebGPU where the page has a hardware adapter, wasm otherwise. A software adapter is taken only when WebGPU is asked
 * for by name: it is slower than wasm. Throws `engine-unavailable` when WebGPU is asked for and there is none.
 */
export async function chooseDevice(choice: 'auto' | Device): Promise<DeviceDecision> {
  if (choice === 'wasm') return { device: 'wasm', reason: 'wasm was chosen.', adapter: '' };
  const adapter = await findAdapter();
  if (!adapter) {
    if (choice === 'auto')
      return {
        device: 'wasm',
        reason: 'This browser offers no WebGPU adapter, so the model runs on wasm.',
        adapter: '',
      };
    throw new ProblemError(
      'engine-unavailable',
      'This browser offers no WebGPU adapter.',
      'Choose the wasm engine, or open the page in a browser with WebGPU switched on.',
    );
  }
  const { vendor, architecture, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
  if (choice === 'auto' && (isFallbackAdapter || /swiftshader|llvmpipe/i.test(name))) {
    return {
      device: 'wasm',
      reason: `The only WebGPU adapter here is a software one (${name}), which is slower than wasm.`,
      adapter: '',
    };
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const limits = { maxBufferSize, maxStorageBufferBindingSize, shaderF16: adapter.features.has('shader-f16') };
  return { device: 'webgpu', reason: `WebGPU on ${name}.`, adapter: name, limits };
}
