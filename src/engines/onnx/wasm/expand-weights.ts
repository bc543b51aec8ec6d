import { readGraphFile, readNode, type GraphFile, type GraphNode, type GraphTensor } from '../graph-file.ts';
import type { ExternalFile } from '../model-fit.ts';
import { node, tensor } from '../onnx-writer.ts';
import { bytesField, fieldHeader, integerField, joinBytes } from '../protobuf-writer.ts';
import { readFields, texts } from '../protobuf.ts';
import { tensorBytes } from '../tensor-bytes.ts';
import { unpackTransposed, type PackedMatrix } from './unpack-blocks.ts';

/** Field numbers of onnx.proto (onnx/onnx, onnx/onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5 };
const TENSOR_NAME = 8;

/**
 * Bytes that the expanded weights may take. While a session is made they are there up to three times, in a heap that ends
 * at 4 GiB.
 */
export const LARGEST_EXPANSION = 512 * 1024 * 1024;

/** Places of the inputs of MatMulNBits. */
const INPUT = { activations: 0, packed: 1, scales: 2, zeroPoints: 3, groups: 4, bias: 5 };

/** A MatMulNBits node whose weights are stored in a form that is understood here. */
interface Expandable {
  readonly node: GraphNode;
  readonly rows: number;
  readonly columns: number;
  readonly bits: 4 | 8;
  readonly blockSize: number;
  readonly packed: GraphTensor;
  readonly scales: GraphTensor;
  readonly zeroPoints: GraphTensor | undefined;
}

function expandable(each: GraphNode, { tensors }: GraphFile): Expandable | undefined {
  if (each.type !== 'MatMulNBits') return undefined;
  const at = (place: number): GraphTensor | undefined => tensors.get(each.inputs[place] ?? '');
  const [packed, scales, zeroPoints] = [at(INPUT.packed), at(INPUT.scales), at(INPUT.zeroPoints)];
  const bits = each.integers.get('bits') ?? 4;
  const [rows = 0, columns = 0] = [each.integers.get('N'), each.integers.get('K')];
  const blockSize = each.integers.get('block_size') ?? 0;
  const isGrouped = (each.inputs[INPUT.groups] ?? '') !== '';
  const hasZeroPoints = (each.inputs[INPUT.zeroPoints] ?? '') !== '';
  if ((bits !== 4 && bits !== 8) || isGrouped || blockSize < 1 || rows < 1 || columns < 1) return undefined;
  if (packed?.element !== 'uint8' || scales?.element !== 'float32') return undefined;
  if (hasZeroPoints && zeroPoints?.element !== 'uint8') return undefined;
  return { node: each, rows, columns, bits, blockSize, packed, scales, zeroPoints };
}

async function unpack(found: Expandable, external: readonly ExternalFile[]): Promise<Uint8Array> {
  const { rows, columns, bits, blockSize } = found;
  const matrix: PackedMatrix = {
    rows,
    columns,
    bits,
    blockSize,
    packed: await tensorBytes(found.packed, external),
    // The bytes may lie at any address, which a typed array on them may not.
    scales: new Float32Array(new Uint8Array(await tensorBytes(found.scales, external)).buffer),
    zeroPoints: found.zeroPoints && (await tensorBytes(found.zeroPoints, external)),
  };
  return new Uint8Array(unpackTransposed(matrix).buffer);
}

/** MatMul, and Add where there is a bias, in place of a MatMulNBits. */
function plainProduct({ node: { inputs, outputs } }: Expandable, weight: string): Uint8Array[] {
  const [input = '', output = ''] = [inputs[INPUT.activations], outputs[0]];
  const bias = inputs[INPUT.bias] ?? '';
  if (bias === '') return [node('MatMul', [input, weight], [output])];
  const product = `${output}_product`;
  return [node('MatMul', [input, weight], [product]), node('Add', [product, bias], [output])];
}

/** A repeated message of the graph, in pieces that are joined once. */
const field = (number: number, value: Uint8Array): Uint8Array[] => [fieldHeader(number, value.length), value];

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

/** Names that some node still reads once the expanded ones are gone. */
function namesStillRead(file: GraphFile, found: ReadonlyMap<string, Expandable>): ReadonlySet<string> {
  const rest = file.nodes.filter(({ outputs }) => !found.has(outputs[0] ?? ''));
  const biases = [...found.values()].map(({ node: each }) => each.inputs[INPUT.bias] ?? '');
  return new Set([...rest.flatMap(({ inputs }) => inputs), ...biases, ...file.outputs.map(({ name }) => name)]);
}

async function rewriteGraph(
  bytes: Uint8Array,
  file: GraphFile,
  found: ReadonlyMap<string, Expandable>,
  external: readonly ExternalFile[],
): Promise<Uint8Array[]> {
  const stillRead = namesStillRead(file, found);
  const parts: Uint8Array[] = [];
  for (const { number, value } of readFields(bytes)) {
    if (typeof value === 'number') parts.push(integerField(number, value));
    else if (number === GRAPH.node) {
      const each = found.get(readNode(value).outputs[0] ?? '');
      const weight = `${each?.node.outputs[0] ?? ''}_expanded`;
      for (const product of each ? plainProduct(each, weight) : [value]) parts.push(...field(GRAPH.node, product));
      if (!each) continue;
      const unpacked = { name: weight, element: 'float32', dims: [each.columns, each.rows] } as const;
      parts.push(...field(GRAPH.initializer, tensor({ ...unpacked, bytes: await unpack(each, external) })));
    } else if (number !== GRAPH.initializer || stillRead.has(texts(value, TENSOR_NAME)[0] ?? '')) {
      parts.push(...field(number, value));
    }
  }
  return parts;
}

export interface Expansion {
  readonly graph: Uint8Array;
  /** Bytes of the weights in float32; 0 where there was nothing to expand. */
  readonly bytes: number;
  /** Whether they were left quantised because that is more than `most`. */
  readonly tooLarge: boolean;
  /** Whether products with quantised weights are left, for that reason or because their form is not understood. */
  readonly keepsQuantised: boolean;
}

/**
 * The same model with its block-quantised products (MatMulNBits of 4 or 8 bits) replaced by plain ones on float32
 * weights: exactly the values that the packed ones stand for. onnxruntime's wasm build takes 15 times as long for a
 * quantised product with one row. Embeddings that read the packed weights keep them.
 */
export async function expandWeights(
  graph: Uint8Array,
  external: readonly ExternalFile[],
  most = LARGEST_EXPANSION,
): Promise<Expansion> {
  const file = readGraphFile(graph);
  const candidates = file.nodes.flatMap((each) => expandable(each, file) ?? []);
  const bytes = candidates.reduce((sum, { rows, columns }) => sum + 4 * rows * columns, 0);
  const quantised = file.nodes.filter(({ type }) => type === 'MatMulNBits').length;
  if (bytes === 0 || bytes > most) return { graph, bytes, tooLarge: bytes > most, keepsQuantised: quantised > 0 };
  const found = new Map(candidates.map((each) => [each.node.outputs[0] ?? '', each]));
  const parts: Uint8Array[] = [];
  for (const { number, value } of readFields(graph)) {
    if (typeof value === 'number') parts.push(integerField(number, value));
    else if (number === MODEL_GRAPH) {
      const inside = await rewriteGraph(value, file, found, external);
      parts.push(fieldHeader(MODEL_GRAPH, lengthOf(inside)), ...inside);
    } else parts.push(bytesField(number, value));
  }
  return { graph: joinBytes(parts), bytes, tooLarge: false, keepsQuantised: quantised > candidates.length };
}
