// onnxruntime imports its wasm factory from an address; this file is that address, and capture.ts is behind it.
export default (config) => globalThis[Symbol.for('second-thought.onnxruntime-factory')](config);
