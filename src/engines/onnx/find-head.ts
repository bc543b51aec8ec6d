import type { GraphFile, GraphNode } from './graph-file.ts';
import type { ModelHead } from './model-kind.ts';

/** Between the head and the logits: type changes, biases, scales, and the soft cap of some models. */
const AFTER_HEAD: ReadonlySet<string> = new Set(['Cast', 'Reshape', 'Add', 'Identity', 'Mul', 'Div', 'Tanh']);
const HEADS = ['MatMulNBits', 'MatMul', 'Gemm', 'MatMulInteger'] as const;
/** Between a stored weight and its use. */
const RESHAPING: ReadonlySet<string> = new Set(['Transpose', 'Reshape', 'Cast', 'Identity', 'DequantizeLinear']);

/** A file from outside may lead in a circle. */
const MOST_HOPS = 16;

function producers(nodes: readonly GraphNode[]): ReadonlyMap<string, GraphNode> {
  return new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
}

interface StoredWeight {
  readonly name: string;
  /** It is transposed on its way an odd number of times. */
  readonly turned: boolean;
}

/** The initializer behind `name`, through operators that only rearrange it; undefined where it is computed. */
function storedWeight(name: string, file: GraphFile, made: ReadonlyMap<string, GraphNode>): StoredWeight | undefined {
  let turned = false;
  for (let at = name, hops = 0; hops < MOST_HOPS; hops += 1) {
    if (file.tensors.has(at)) return { name: at, turned };
    const node = made.get(at);
    if (!node || !RESHAPING.has(node.type)) return undefined;
    if (node.type === 'Transpose') turned = !turned;
    at = node.inputs[0] ?? '';
  }
  return undefined;
}

/** The initializers that the embedding gathers its rows from. */
function embeddingWeights(file: GraphFile, made: ReadonlyMap<string, GraphNode>): ReadonlySet<string | undefined> {
  const gathers = file.nodes.filter(
    ({ type, inputs }) => /^Gather(BlockQuantized)?$/.test(type) && inputs[1] === 'input_ids',
  );
  return new Set(gathers.map(({ inputs }) => storedWeight(inputs[0] ?? '', file, made)?.name));
}

/** Shape of the matrix that a head multiplies with, and whether it is stored as [columns, rows]. */
function matrixShape(
  node: GraphNode,
  file: GraphFile,
  { name, turned }: StoredWeight,
): Pick<ModelHead, 'rows' | 'columns' | 'transposed'> {
  if (node.type === 'MatMulNBits')
    return { rows: node.integers.get('N') ?? 0, columns: node.integers.get('K') ?? 0, transposed: false };
  const [first = 0, second = 0] = file.tensors.get(name)?.dims ?? [];
  const transposed = (node.integers.get('transB') === 1) === turned;
  return transposed ? { rows: second, columns: first, transposed } : { rows: first, columns: second, transposed };
}

/** The output projection, found by walking back from `logits`; a sentence where there is none that can be told. */
export function findHead(file: GraphFile): ModelHead | string {
  const made = producers(file.nodes);
  let node = made.get('logits');
  const after: string[] = [];
  for (let hops = 0; node && AFTER_HEAD.has(node.type); hops += 1) {
    after.push(node.type);
    if (hops > MOST_HOPS) return 'its logits are made in a way that cannot be followed';
    // Of a sum it is the operand that is computed, not a stored bias.
    node = node.inputs.map((input) => made.get(input)).find((each) => each !== undefined);
  }
  if (!node) return 'no operator gives the logits';
  const { inputs } = node;
  const type = HEADS.find((each) => each === node.type);
  if (!type) return `the logits come from ${node.type}`;
  const weight = storedWeight(inputs[1] ?? '', file, made);
  if (weight === undefined) return 'the weights of its head are not stored in the model';
  const tensor = file.tensors.get(weight.name);
  const bits = type === 'MatMulNBits' ? (node.integers.get('bits') ?? 4) : elementBits(tensor?.element ?? '');
  const tied = embeddingWeights(file, made).has(weight.name);
  const shape = matrixShape(node, file, weight);
  return { operator: type, bits, ...shape, weight: weight.name, tied, input: inputs[0] ?? '', after };
}

function elementBits(element: string): number {
  return Number(/\d+$/.exec(element)?.[0] ?? 0);
}
