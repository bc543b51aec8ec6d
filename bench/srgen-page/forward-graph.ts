import { model, node, tensor, valueInfo, type Initializer } from '../../src/engines/onnx/onnx-writer.ts';
import { headMatrix, type StoredHead } from '../../src/engines/onnx/stored-head.ts';

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * A graph of the product with a head alone: MatMulNBits of blocks, as models have it, Gemm of floats. Those of 16 bits are
 * expanded, because software adapters have no 16-bit arithmetic.
 */
export function forwardGraph(head: StoredHead): Uint8Array<ArrayBuffer> {
  const { rows, columns } = head;
  const io = {
    inputs: [valueInfo('hidden', 'float32', ['positions', columns])],
    outputs: [valueInfo('logits', 'float32', ['positions', rows])],
  };
  if (head.kind === 'floats') {
    const bytes = bytesOf(Float32Array.from(headMatrix(head).values));
    const initializers = [tensor({ name: 'W', element: 'float32', dims: [rows, columns], bytes })];
    return model({ initializers, nodes: [node('Gemm', ['hidden', 'W'], ['logits'], '', { transB: 1 })], ...io });
  }
  const { bits, blockSize, packed, scales, zeroPoints } = head;
  const blocks = Math.ceil(columns / blockSize);
  const stored: Initializer[] = [
    { name: 'W', element: 'uint8', dims: [rows, blocks, (blockSize * bits) / 8], bytes: packed },
    { name: 'scales', element: 'float32', dims: [rows, blocks], bytes: bytesOf(scales) },
  ];
  if (zeroPoints) stored.push({ name: 'zeros', element: 'uint8', dims: [zeroPoints.length], bytes: zeroPoints });
  const inputs = ['hidden', 'W', 'scales', ...(zeroPoints ? ['zeros'] : [])];
  const attributes = { K: columns, N: rows, bits, block_size: blockSize };
  return model({
    initializers: stored.map((each) => tensor(each)),
    nodes: [node('MatMulNBits', inputs, ['logits'], 'com.microsoft', attributes)],
    ...io,
  });
}
