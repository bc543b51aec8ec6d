declare module 'onnxruntime-web/ort-wasm-simd-threaded.mjs' {
  import type { OrtModule } from './ort-module.ts';

  /** Instantiates the wasm build. */
  export default function ortWasmThreaded(config: { readonly numThreads: number }): Promise<OrtModule>;
}
