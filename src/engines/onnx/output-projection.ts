import { ProblemError } from '../../control/errors.ts';
import type { Matrix } from '../../control/matrix.ts';
import { integers, messages, texts } from './protobuf.ts';

/** Field numbers of onnx.proto (onnx/onnx, onnx/onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
const NODE = { input: 1, output: 2, type: 4, attribute: 5 };
const TENSOR = { name: 8, raw: 9 };
const ATTRIBUTE = { name: 1, integer: 3 };

/** Rows are quantised in blocks of this many columns. */
const BLOCK = 32;

/**
 * Reads the output projection from an ONNX file and dequantises it: the MatMulNBits node (4 bits, blocks of 32,
 * symmetric) whose output is `logits`. Throws `model-unsupported` for any other head.
 */
export function readOutputProjection(file: Uint8Array): Matrix {
  const [graph] = messages(file, MODEL_GRAPH);
  const node =
    graph && messages(graph, GRAPH_NODE).find((candidate) => texts(candidate, NODE.output).includes('logits'));
  if (!graph || !node) throw unsupported('no node gives the logits');
  const [type] = texts(node, NODE.type);
  if (type !== 'MatMulNBits') throw unsupported(`the logits come from ${type ?? 'an unnamed operator'}`);
  const attributes = new Map(
    messages(node, NODE.attribute).map((attribute) => [
      texts(attribute, ATTRIBUTE.name)[0],
      integers(attribute, ATTRIBUTE.integer)[0],
    ]),
  );
  const [columns = 0, rows = 0] = [attributes.get('K'), attributes.get('N')];
  const inputs = texts(node, NODE.input);
  if (attributes.get('bits') !== 4 || attributes.get('block_size') !== BLOCK || inputs.length !== 3) {
    throw unsupported('it is not quantised to 4 bits in symmetric blocks of 32');
  }
  const [, weights = '', scales = ''] = inputs;
  return dequantise(readRaw(graph, weights), floats(readRaw(graph, scales)), rows, columns);
}

function unsupported(why: string): ProblemError {
  return new ProblemError(
    'model-unsupported',
    `The output projection of this model cannot be read: ${why}.`,
    'Choose a strategy that needs no hidden states.',
  );
}

function readRaw(graph: Uint8Array, name: string): Uint8Array {
  const tensor = messages(graph, GRAPH_INITIALIZER).find((candidate) => texts(candidate, TENSOR.name)[0] === name);
  const [raw] = tensor ? messages(tensor, TENSOR.raw) : [];
  if (!raw) throw unsupported(`${name} is not stored in the file`);
  return raw;
}

/** The bytes may lie at any address, which a typed array on them may not. */
function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

/** Two values per byte, low half first; value = (half-byte - 8) * scale of its block. */
function dequantise(packed: Uint8Array, scales: Float32Array, rows: number, columns: number): Matrix {
  if (packed.length * 2 !== rows * columns || scales.length * BLOCK !== rows * columns) {
    throw unsupported('its sizes contradict each other');
  }
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i += 1) {
    const byte = packed[i >> 1] ?? 0;
    const level = (i & 1) === 0 ? byte & 15 : byte >> 4;
    values[i] = (level - 8) * (scales[Math.floor(i / BLOCK)] ?? 0);
  }
  return { rows, columns, values };
}
