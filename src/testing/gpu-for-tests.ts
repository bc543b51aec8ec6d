import { afterAll, expect } from 'vitest';
import { Gpu } from '../engines/onnx/webgpu/gpu.ts';

/** A device for one file of tests, given back after them; whatever it complained of by then fails them. */
export async function gpuForTests(): Promise<Gpu> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('There is no adapter.');
  const gpu = new Gpu(await adapter.requestDevice());
  const errors: string[] = [];
  gpu.device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  afterAll(() => {
    gpu.device.destroy();
    expect(errors).toEqual([]);
  });
  return gpu;
}
