declare module 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs' {
  import type { OrtFactory } from './graph-capture.ts';

  /** Instantiates the wasm build with WebGPU. */
  const create: OrtFactory;
  export default create;
}
