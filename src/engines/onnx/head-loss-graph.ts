import type { Matrix } from '../../control/matrix.ts';
import { model, node, tensor, valueInfo, type Initializer } from './onnx-writer.ts';

/** Inside the logarithm of the entropy, as in the published code of SRGen. */
const EPSILON = 1e-10;

/**
 * An ONNX graph of the sums that SRGen's loss (src/control/srgen/loss.ts) takes over the vocabulary, so that no logits
 * leave the runtime. W: [vocabularySize, hiddenSize].
 *
 *     in    hidden [positions, hiddenSize], offset [1, hiddenSize], last [1, hiddenSize], coldness [1] (1 / temperature)
 *     out   logSumExp [positions, 1]            of W (hidden + offset)
 *           expected  [1, hiddenSize]           W^T sum over positions of softmax(W (hidden + offset))
 *           slope     [1, hiddenSize]           W^T (q * (s - sum q s)),  q = softmax(coldness W (last + offset))
 *           certainty [1, 1]                    sum q ln(q + 1e-10)
 */
export function headLossGraph({ rows, columns, values }: Matrix): Uint8Array<ArrayBuffer> {
  const weights = values instanceof Float32Array ? values : Float32Array.from(values);
  const columnAxis = new Uint8Array(BigInt64Array.of(1n).buffer);
  return model({
    initializers: [
      tensor(floats('W', [rows, columns], weights)),
      tensor(floats('epsilon', [1], Float32Array.of(EPSILON))),
      tensor({ name: 'columns', element: 'int64', dims: [1], bytes: columnAxis }),
    ],
    nodes: [...crossEntropyNodes(), ...entropyNodes()],
    inputs: [
      valueInfo('hidden', 'float32', ['positions', columns]),
      valueInfo('offset', 'float32', [1, columns]),
      valueInfo('last', 'float32', [1, columns]),
      valueInfo('coldness', 'float32', [1]),
    ],
    outputs: [
      valueInfo('logSumExp', 'float32', ['positions', 1]),
      valueInfo('expected', 'float32', [1, columns]),
      valueInfo('slope', 'float32', [1, columns]),
      valueInfo('certainty', 'float32', [1, 1]),
    ],
  });
}

/** The softmaxes are never made: their sum over positions is one product of the exponentials with 1 / their sums. */
function crossEntropyNodes(): Uint8Array[] {
  return [
    node('Add', ['hidden', 'offset'], ['moved']),
    node('Gemm', ['moved', 'W'], ['logits'], '', { transB: 1 }),
    node('ReduceMax', ['logits'], ['largest'], '', { axes: [1], keepdims: 1 }),
    node('Sub', ['logits', 'largest'], ['centred']),
    node('Exp', ['centred'], ['masses']),
    node('ReduceSum', ['masses', 'columns'], ['total'], '', { keepdims: 1 }),
    node('Log', ['total'], ['logTotal']),
    node('Add', ['logTotal', 'largest'], ['logSumExp']),
    node('Reciprocal', ['total'], ['share']),
    node('Transpose', ['share'], ['shares'], '', { perm: [1, 0] }),
    node('MatMul', ['shares', 'masses'], ['probabilities']),
    node('MatMul', ['probabilities', 'W'], ['expected']),
  ];
}

function entropyNodes(): Uint8Array[] {
  return [
    node('Add', ['last', 'offset'], ['movedLast']),
    node('Gemm', ['movedLast', 'W'], ['lastLogits'], '', { transB: 1 }),
    node('Mul', ['lastLogits', 'coldness'], ['tempered']),
    node('Softmax', ['tempered'], ['q'], '', { axis: 1 }),
    node('Add', ['q', 'epsilon'], ['qPlus']),
    node('Log', ['qPlus'], ['logQ']),
    node('Div', ['q', 'qPlus'], ['ratio']),
    node('Add', ['logQ', 'ratio'], ['s']),
    node('Mul', ['q', 's'], ['qs']),
    node('ReduceSum', ['qs', 'columns'], ['meanS'], '', { keepdims: 1 }),
    node('Sub', ['s', 'meanS'], ['away']),
    node('Mul', ['q', 'away'], ['weights']),
    node('MatMul', ['weights', 'W'], ['slope']),
    node('Mul', ['q', 'logQ'], ['qLogQ']),
    node('ReduceSum', ['qLogQ', 'columns'], ['certainty'], '', { keepdims: 1 }),
  ];
}

function floats(name: string, dims: readonly number[], content: Float32Array): Initializer {
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  return { name, element: 'float32', dims, bytes };
}
