import type { Matrix } from '../../../control/matrix.ts';
import { model, node, tensor, valueInfo } from '../onnx-writer.ts';

export const HEAD_INPUTS = ['hidden', 'said', 'ones'];
export const HEAD_OUTPUTS = ['likelihood', 'sums', 'probabilities'];

/**
 * An ONNX graph of what SRGen's cross-entropy (src/control/srgen/loss.ts) takes over the vocabulary. W: [vocabularySize,
 * hiddenSize].
 *
 *     in    hidden [positions, hiddenSize], said [positions, 1] (int64), ones [1, positions]
 *     out   likelihood    [positions, 1]                 softmax(W hidden)[said]
 *           sums          [1, vocabularySize]            sum over positions of softmax(W hidden)
 *           probabilities [positions, vocabularySize]    softmax(W hidden)
 *
 * onnxruntime's Softmax takes a row at a time, which stays in the cache, and computes four exponentials at once.
 */
export function headGraph({ rows, columns, values }: Matrix): Uint8Array<ArrayBuffer> {
  const weights = values instanceof Float32Array ? values : Float32Array.from(values);
  const bytes = new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
  return model({
    initializers: [tensor({ name: 'W', element: 'float32', dims: [rows, columns], bytes })],
    nodes: [
      node('Gemm', ['hidden', 'W'], ['logits'], '', { transB: 1 }),
      node('Softmax', ['logits'], ['probabilities'], '', { axis: 1 }),
      node('MatMul', ['ones', 'probabilities'], ['sums']),
      node('GatherElements', ['probabilities', 'said'], ['likelihood'], '', { axis: 1 }),
    ],
    inputs: [
      valueInfo('hidden', 'float32', ['positions', columns]),
      valueInfo('said', 'int64', ['positions', 1]),
      valueInfo('ones', 'float32', [1, 'positions']),
    ],
    outputs: [
      valueInfo('likelihood', 'float32', ['positions', 1]),
      valueInfo('sums', 'float32', [1, rows]),
      valueInfo('probabilities', 'float32', ['positions', rows]),
    ],
  });
}
