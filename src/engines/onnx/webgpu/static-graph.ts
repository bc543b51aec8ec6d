import { readNode, type GraphNode } from '../graph-file.ts';
import type { ModelKind } from '../model-kind.ts';
import { node, valueInfo } from '../onnx-writer.ts';
import { bytesField, joinBytes } from '../protobuf-writer.ts';
import { readFields, texts, type Field } from '../protobuf.ts';

/** Field numbers of onnx.proto (onnx/onnx, onnx/onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH = { node: 1, input: 11, output: 12 };
const NODE_INPUT = 1;
const VALUE_NAME = 1;

/** Inputs of GroupQueryAttention by their place. */
const SEQUENCE_LENGTHS = 5;
const TOTAL_LENGTH = 6;
/** Which positions get logits, int64 [kept]: the last one while decoding. */
export const KEPT_POSITIONS = 'kept_positions';
/** Operators that pick positions out of the hidden states. */
const PICKING: ReadonlySet<string> = new Set(['Slice', 'Gather', 'Unsqueeze']);
/** Operators with graphs inside, whose inputs cannot be told from their node. */
const WITH_BODY: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan']);
/** A file from outside may lead in a circle. */
const MOST_HOPS = 16;

/** A model file whose cache can lie in buffers of fixed size, and what its inputs and outputs are called. */
export interface StaticGraph {
  readonly file: Uint8Array<ArrayBuffer>;
  /** int32 [1, 1]: tokens with this step's, less one. */
  readonly sequenceLengths: string;
  /** int32 scalar: tokens with this step's. */
  readonly totalLength: string;
  /** [1, length, hiddenSize]: after the final norm. */
  readonly hidden: string;
}

interface Piece {
  readonly field: Field;
  /** Of fields that are nodes. */
  readonly node: GraphNode | undefined;
}

/** Why a graph stays as it is. */
class Unfit extends Error {}

/**
 * Rewrites a model's file so that nothing of a step depends on shapes that grow: the lengths that GroupQueryAttention
 * wants become inputs, and with them the subgraph goes that made them from an attention mask on the processor; which
 * positions get logits becomes an input; the hidden states become an output. Weights are copied as they are. A sentence
 * where the graph does not allow it.
 */
export function makeStatic(file: Uint8Array, kind: ModelKind): StaticGraph | string {
  try {
    return rewrite(file, kind);
  } catch (caught) {
    if (caught instanceof Unfit) return caught.message;
    throw caught;
  }
}

function rewrite(file: Uint8Array, kind: ModelKind): StaticGraph {
  const pieces = readPieces(file);
  const nodes = pieces.flatMap((piece) => piece.node ?? []);
  if (nodes.some(({ type }) => WITH_BODY.has(type))) throw new Unfit('its graph has branches or loops');
  if (kind.logits !== 'float32') throw new Unfit('its logits are 16-bit floats');
  const sequenceLengths = sharedInput(nodes, SEQUENCE_LENGTHS);
  const totalLength = sharedInput(nodes, TOTAL_LENGTH);
  const hidden = fullHidden(nodes, kind);
  const cut = new Set([sequenceLengths, totalLength]);

  const withInputs = pieces
    .filter(({ node: each }) => !each?.outputs.some((output) => cut.has(output)))
    .flatMap((piece) => (isHead(piece.node, kind) ? projectKept(piece, hidden) : [piece]));
  const exposed = pieces.some(({ field }) => field.number === GRAPH.output && nameOf(field) === hidden);
  const outputs = pieces.flatMap(({ field }) => (field.number === GRAPH.output ? [nameOf(field)] : []));
  const live = liveNames(withInputs, [...outputs, hidden]);
  if (live.has('attention_mask')) throw new Unfit('its attention mask is used for more than lengths');

  const kept = withInputs.filter(({ field, node: each }) => {
    if (each) return each.outputs.some((output) => live.has(output));
    return field.number !== GRAPH.input || live.has(nameOf(field));
  });
  const added = [
    bytesField(GRAPH.input, valueInfo(sequenceLengths, 'int32', [1, 1])),
    bytesField(GRAPH.input, valueInfo(totalLength, 'int32', [])),
    bytesField(GRAPH.input, valueInfo(KEPT_POSITIONS, 'int64', ['kept'])),
    ...(exposed
      ? []
      : [bytesField(GRAPH.output, valueInfo(hidden, kind.cache.element, ['batch', 'length', kind.head.columns]))]),
  ];
  const graph = joinBytes([...kept.map(({ field }) => field.bytes), ...added]);
  const rest = [...readFields(file)].filter(({ number }) => number !== MODEL_GRAPH);
  return {
    file: joinBytes([...rest.map(({ bytes }) => bytes), bytesField(MODEL_GRAPH, graph)]),
    sequenceLengths,
    totalLength,
    hidden,
  };
}

/** The fields of the graph, in order. Protobuf merges a message that is there several times. */
function readPieces(file: Uint8Array): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { number, value } of readFields(file)) {
    if (number !== MODEL_GRAPH || typeof value === 'number') continue;
    for (const field of readFields(value)) {
      const isNode = field.number === GRAPH.node && typeof field.value !== 'number';
      pieces.push({ field, node: isNode ? readNode(field.value) : undefined });
    }
  }
  return pieces;
}

const nameOf = ({ value }: Field): string => (typeof value === 'number' ? '' : (texts(value, VALUE_NAME)[0] ?? ''));

/** The one tensor that all attention reads at a place. */
function sharedInput(nodes: readonly GraphNode[], place: number): string {
  const attention = nodes.filter(({ type }) => type === 'GroupQueryAttention');
  const names = new Set(attention.map(({ inputs }) => inputs[place] ?? ''));
  const [name = ''] = names;
  if (names.size !== 1 || name === '') throw new Unfit('its layers do not share one length');
  return name;
}

const isHead = (each: GraphNode | undefined, { head }: ModelKind): boolean =>
  each?.type === head.operator && each.inputs[0] === head.input && each.inputs[1] !== undefined;

/** The hidden states of all positions, from which the head's input may have been picked. */
function fullHidden(nodes: readonly GraphNode[], { head }: ModelKind): string {
  if (head.operator === 'Gemm') throw new Unfit('its head takes its input in another shape');
  const made = new Map(nodes.flatMap((each) => each.outputs.map((output) => [output, each] as const)));
  let name = head.input;
  for (let hops = 0; hops < MOST_HOPS && PICKING.has(made.get(name)?.type ?? ''); hops += 1) {
    name = made.get(name)?.inputs[0] ?? '';
  }
  if (/Reshape|Flatten|Squeeze/.test(made.get(name)?.type ?? '')) {
    throw new Unfit('its head takes its input in another shape');
  }
  return name;
}

/** The head, reading the kept positions alone. */
function projectKept({ field, node: head }: Piece, hidden: string): readonly Piece[] {
  if (!head || typeof field.value === 'number') return [];
  const picked = `${KEPT_POSITIONS}_hidden`;
  const picking = node('Gather', [hidden, KEPT_POSITIONS], [picked], '', { axis: 1 });
  let isFirst = true;
  const parts = [...readFields(field.value)].map(({ number, bytes }) => {
    if (number !== NODE_INPUT || !isFirst) return bytes;
    isFirst = false;
    return bytesField(NODE_INPUT, picked);
  });
  return [picking, joinBytes(parts)].map((value) => {
    const bytes = bytesField(GRAPH.node, value);
    return { field: { number: GRAPH.node, value, bytes }, node: readNode(value) };
  });
}

/** Every tensor that the outputs depend on. Nodes come in an order in which they can be run. */
function liveNames(pieces: readonly Piece[], outputs: readonly string[]): ReadonlySet<string> {
  const live = new Set(outputs);
  for (const { node: each } of pieces.toReversed()) {
    if (each?.outputs.some((output) => live.has(output))) for (const input of each.inputs) live.add(input);
  }
  return live;
}
