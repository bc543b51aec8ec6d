import { readGraphFile, type GraphFile, type GraphTensor } from './graph-file.ts';
import { halfToFloat } from './half-floats.ts';
import type { ExternalFile } from './model-fit.ts';
import type { ModelHead } from './model-kind.ts';
import type { BlockHead, FloatHead, StoredHead } from './stored-head.ts';
import { tensorBytes } from './tensor-bytes.ts';

/** Operators behind the head that leave the logits what they are. */
const HARMLESS: ReadonlySet<string> = new Set(['Cast', 'Reshape', 'Identity']);

const CONTRADICTORY = 'its sizes contradict each other';

/** Places of the inputs of MatMulNBits. */
const INPUT = { packed: 1, scales: 2, zeroPoints: 3, groups: 4, bias: 5 };

/**
 * The output projection in a model's file: 4 or 8 bits in blocks (MatMulNBits), float16 or float32, in the graph's own
 * file or beside it. A sentence where it cannot be read. The bytes are copies, so that the file need not be kept.
 */
export async function readHead(
  graph: Uint8Array,
  external: readonly ExternalFile[],
  head: ModelHead,
): Promise<StoredHead | string> {
  const changed = head.after.find((type) => !HARMLESS.has(type));
  if (changed !== undefined) return `its logits go through ${changed} behind the output projection`;
  const file = readGraphFile(graph);
  return head.operator === 'MatMulNBits' ? readBlocks(file, external, head) : readFloats(file, external, head);
}

async function readBlocks(
  file: GraphFile,
  external: readonly ExternalFile[],
  { rows, columns, bits, weight }: ModelHead,
): Promise<BlockHead | string> {
  const node = file.nodes.find(({ type, inputs }) => type === 'MatMulNBits' && inputs[INPUT.packed] === weight);
  if (!node) return 'its operator is not found';
  const tensor = (place: number): GraphTensor | undefined => file.tensors.get(node.inputs[place] ?? '');
  const has = (place: number): boolean => (node.inputs[place] ?? '') !== '';
  const [packed, scales, zeroPoints] = [tensor(INPUT.packed), tensor(INPUT.scales), tensor(INPUT.zeroPoints)];
  const blockSize = node.integers.get('block_size') ?? 0;
  if (bits !== 4 && bits !== 8) return `its weights have ${bits} bits`;
  if (has(INPUT.groups) || has(INPUT.bias)) return 'its columns are in groups of their own, or it has a bias';
  if (packed?.element !== 'uint8' || (has(INPUT.zeroPoints) && zeroPoints?.element !== 'uint8'))
    return 'its weights are packed in a way that is not known here';
  const blocks = Math.ceil(columns / blockSize);
  const stored: BlockHead = {
    kind: 'blocks',
    rows,
    columns,
    bits,
    blockSize,
    packed: new Uint8Array(await tensorBytes(packed, external)),
    scales: await floats(scales, external),
    zeroPoints: zeroPoints && new Uint8Array(await tensorBytes(zeroPoints, external)),
  };
  const isWhole =
    stored.packed.length === (rows * blocks * blockSize * bits) / 8 &&
    stored.scales.length === rows * blocks &&
    (!stored.zeroPoints || stored.zeroPoints.length === rows * Math.ceil((blocks * bits) / 8));
  return isWhole ? stored : CONTRADICTORY;
}

async function readFloats(
  file: GraphFile,
  external: readonly ExternalFile[],
  { rows, columns, weight, transposed }: ModelHead,
): Promise<FloatHead | string> {
  const stored = file.tensors.get(weight);
  const element = stored?.element;
  if (!stored || (element !== 'float32' && element !== 'float16'))
    return `its weights are stored as ${element ?? 'nothing'}`;
  const bytes = new Uint8Array(await tensorBytes(stored, external));
  const isWhole = bytes.length === rows * columns * (element === 'float32' ? 4 : 2);
  return isWhole ? { kind: 'floats', rows, columns, element, bytes, transposed } : CONTRADICTORY;
}

/** The scales of blocks, which models of 16-bit floats keep in those. */
async function floats(stored: GraphTensor | undefined, external: readonly ExternalFile[]): Promise<Float32Array> {
  if (stored?.element !== 'float32' && stored?.element !== 'float16') return new Float32Array(0);
  const { buffer } = new Uint8Array(await tensorBytes(stored, external));
  return stored.element === 'float32' ? new Float32Array(buffer) : halfToFloat(new Uint16Array(buffer));
}
