import type { Tensor } from 'onnxruntime-web';
import type { OnnxContext } from './onnx-engine.ts';

/** The tensors `past_key_values.*` by name, each [1, heads, length, headSize], of the layout's element type. */
export type Cache = Readonly<Record<string, Tensor>>;

/** float16 values are Float16Array where the platform has it, their bits elsewhere; both are only copied here. */
type CacheValues = Float32Array | Uint16Array;

const emptyValues = (element: 'float32' | 'float16', length: number): CacheValues =>
  element === 'float32' ? new Float32Array(length) : new Uint16Array(length);

export function emptyCache({ runtime, layout }: OnnxContext): Cache {
  const { past, element, heads, headSize } = layout;
  const dims = [1, heads, 0, headSize];
  return Object.fromEntries(
    past.map((name) => [name, new runtime.Tensor(element, emptyValues(element, 0) as Float32Array, dims)]),
  );
}

export function disposeCache(cache: Cache): void {
  for (const tensor of Object.values(cache)) tensor.dispose();
}

/** Copies of the first `length` positions of every tensor, on the CPU. */
export async function shortenCache({ runtime, layout }: OnnxContext, cache: Cache, length: number): Promise<Cache> {
  const { element, heads, headSize } = layout;
  const shorter: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(cache)) {
    const rows = tensor.dims[2] ?? 0;
    const given = (await tensor.getData()) as CacheValues; // by the layout
    const data = element === 'float16' ? new Uint16Array(given.buffer, given.byteOffset, given.length) : given;
    const kept = emptyValues(element, heads * length * headSize);
    for (let head = 0; head < heads; head += 1) {
      const from = head * rows * headSize;
      kept.set(data.subarray(from, from + length * headSize), head * length * headSize);
    }
    shorter[name] = new runtime.Tensor(element, kept as Float32Array, [1, heads, length, headSize]);
  }
  return shorter;
}
