import type { Tensor } from 'onnxruntime-web';
import type { OnnxContext } from './onnx-engine.ts';

/** The tensors `past_key_values.*` by name, each [1, heads, length, headSize], float32. */
export type Cache = Readonly<Record<string, Tensor>>;

export function emptyCache({ runtime, layout }: OnnxContext): Cache {
  const dims = [1, layout.heads, 0, layout.headSize];
  return Object.fromEntries(
    layout.past.map((name) => [name, new runtime.Tensor('float32', new Float32Array(0), dims)]),
  );
}

export function disposeCache(cache: Cache): void {
  for (const tensor of Object.values(cache)) tensor.dispose();
}

/** Copies of the first `length` positions of every tensor, on the CPU. */
export async function shortenCache({ runtime, layout }: OnnxContext, cache: Cache, length: number): Promise<Cache> {
  const { heads, headSize } = layout;
  const shorter: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(cache)) {
    const rows = tensor.dims[2] ?? 0;
    const data = (await tensor.getData()) as Float32Array; // float32 by the layout of public models
    const kept = new Float32Array(heads * length * headSize);
    for (let head = 0; head < heads; head += 1) {
      const from = head * rows * headSize;
      kept.set(data.subarray(from, from + length * headSize), head * length * headSize);
    }
    shorter[name] = new runtime.Tensor('float32', kept, [1, heads, length, headSize]);
  }
  return shorter;
}
