import { check, lastError, type OrtModule } from './ort-module.ts';

/** ONNX element types that cross the boundary here, TensorProto.DataType, and their bytes. */
const ELEMENTS = {
  float32: { code: 1, bytes: 4 },
  int64: { code: 7, bytes: 8 },
  float16: { code: 10, bytes: 2 },
} as const;
export type HeapElement = keyof typeof ELEMENTS;

const ON_CPU = 1;

export const elementBytes = (element: HeapElement): number => ELEMENTS[element].bytes;

/** `bytes` of the heap; throws RangeError where it is full. */
export function allocate(module: OrtModule, bytes: number): number {
  const pointer = module._malloc(Math.max(8, bytes));
  if (pointer === 0) throw new RangeError(`The wasm heap has no room for ${bytes} bytes: out of memory.`);
  return pointer;
}

/** A tensor of onnxruntime over memory at `pointer`, which stays the caller's. Returns its handle. */
export function wrapTensor(module: OrtModule, element: HeapElement, pointer: number, dims: readonly number[]): number {
  const { code, bytes } = ELEMENTS[element];
  const stack = module.stackSave();
  const place = module.stackAlloc(4 * Math.max(1, dims.length));
  let count = 1;
  for (let axis = 0; axis < dims.length; axis += 1) {
    const size = dims[axis] ?? 0;
    module.setValue(place + 4 * axis, size, 'i32');
    count *= size;
  }
  const handle = module._OrtCreateTensor(code, pointer, bytes * count, place, dims.length, ON_CPU);
  module.stackRestore(stack);
  if (handle === 0) throw lastError(module);
  return handle;
}

/** Where the values of a tensor lie. */
export function tensorPointer(module: OrtModule, handle: number): number {
  const stack = module.stackSave();
  const place = module.stackAlloc(16);
  check(module, module._OrtGetTensorData(handle, place, place + 4, place + 8, place + 12));
  const pointer = module.getValue(place + 4, '*');
  module._OrtFree(module.getValue(place + 8, '*'));
  module.stackRestore(stack);
  return pointer;
}

/** Integers below 2^53 as int64. */
export function writeIntegers(module: OrtModule, pointer: number, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    module.setValue(pointer + 8 * index, value | 0, 'i32');
    module.setValue(pointer + 8 * index + 4, Math.floor(value / 2 ** 32), 'i32');
  }
}
