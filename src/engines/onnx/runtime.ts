import type * as Onnx from 'onnxruntime-web';
import { ProblemError } from '../../control/errors.ts';
import type { Device } from './device.ts';

export type OnnxRuntime = Pick<typeof Onnx, 'InferenceSession' | 'Tensor' | 'env'>;

/**
 * Each device has a build of its own, loaded only when needed: the WebGPU build lacks CPU kernels that quantised models
 * need, and the wasm build is half its size.
 */
export async function loadRuntime(device: Device): Promise<OnnxRuntime> {
  try {
    const runtime: OnnxRuntime =
      device === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
    // One thread: decoding small models gains nothing from more, and runs stay reproducible.
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = 'error';
    return runtime;
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught);
    throw new ProblemError(
      'engine-unavailable',
      `The ${device} engine could not be loaded: ${message}.`,
      'Check the connection and try again.',
      { cause: caught },
    );
  }
}
