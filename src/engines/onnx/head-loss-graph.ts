import type { Matrix } from '../../control/matrix.ts';
import { model, node, tensor, valueInfo } from './onnx-writer.ts';

/**
 * An ONNX graph of what SRGen's cross-entropy (src/control/srgen/loss.ts) takes over the vocabulary, so that no logits but
 * the last ones leave the runtime. W: [vocabularySize, hiddenSize].
 *
 *     in    hidden [positions, hiddenSize], offset [1, hiddenSize], said [positions, 1] (int64), ones [1, positions]
 *     out   logits     [positions, vocabularySize]    W (hidden + offset)
 *           sums       [1, vocabularySize]            sum over positions of softmax(logits)
 *           likelihood [positions, 1]                 softmax(logits)[said]
 *
 * onnxruntime's Softmax takes a row at a time, which stays in the cache, and computes four exponentials at once.
 */
export function headLossGraph({ rows, columns, values }: Matrix): Uint8Array<ArrayBuffer> {
  const weights = values instanceof Float32Array ? values : Float32Array.from(values);
  const bytes = new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
  return model({
    initializers: [tensor({ name: 'W', element: 'float32', dims: [rows, columns], bytes })],
    nodes: [
      node('Add', ['hidden', 'offset'], ['moved']),
      node('Gemm', ['moved', 'W'], ['logits'], '', { transB: 1 }),
      node('Softmax', ['logits'], ['probabilities'], '', { axis: 1 }),
      node('MatMul', ['ones', 'probabilities'], ['sums']),
      node('GatherElements', ['probabilities', 'said'], ['likelihood'], '', { axis: 1 }),
    ],
    inputs: [
      valueInfo('hidden', 'float32', ['positions', columns]),
      valueInfo('offset', 'float32', [1, columns]),
      valueInfo('said', 'int64', ['positions', 1]),
      valueInfo('ones', 'float32', [1, 'positions']),
    ],
    outputs: [
      valueInfo('logits', 'float32', ['positions', rows]),
      valueInfo('sums', 'float32', [1, rows]),
      valueInfo('likelihood', 'float32', ['positions', 1]),
    ],
  });
}
