import { integers, messages, readFields, texts } from './protobuf.ts';

/** Field numbers of onnx.proto (onnx/onnx, onnx/onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 };
const NODE = { input: 1, output: 2, type: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { name: 1, integer: 3 };
const TENSOR = { dims: 1, element: 2, name: 8, raw: 9, external: 13 };
const ENTRY = { key: 1, value: 2 };
const VALUE = { name: 1, type: 2 };
const TENSOR_TYPE = { element: 1, shape: 2 };
const DIMENSION = { size: 1, name: 2 };

/** Element types by TensorProto.DataType; others are named by their number. */
const ELEMENTS: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  16: 'bfloat16',
  21: 'uint4',
  22: 'int4',
};
/** Bits of an element, for sizes; unknown ones count as a byte. */
const BITS: Readonly<Record<string, number>> = {
  float32: 32,
  int32: 32,
  int64: 64,
  float16: 16,
  bfloat16: 16,
  uint4: 4,
  int4: 4,
};

export interface GraphNode {
  readonly type: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Integer attributes by name. */
  readonly integers: ReadonlyMap<string, number>;
}

export interface GraphTensor {
  readonly name: string;
  readonly element: string;
  readonly dims: readonly number[];
  /** Of its values, by element type and dims. */
  readonly bytes: number;
  /** Its values where they lie in the graph's own file. */
  readonly raw: Uint8Array | undefined;
  /** Where they lie otherwise. */
  readonly external: { readonly location: string; readonly offset: number; readonly length: number } | undefined;
}

export interface GraphValue {
  readonly name: string;
  readonly element: string;
  /** Undefined where a dimension is symbolic. */
  readonly dims: readonly (number | undefined)[];
}

export interface GraphFile {
  readonly nodes: readonly GraphNode[];
  readonly tensors: ReadonlyMap<string, GraphTensor>;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

const elementOf = (code: number | undefined): string => ELEMENTS[code ?? 0] ?? `type ${code ?? 0}`;

/** One NodeProto. */
export function readNode(bytes: Uint8Array): GraphNode {
  const attributes = messages(bytes, NODE.attribute).flatMap((each): [string, number][] => {
    const [value] = integers(each, ATTRIBUTE.integer);
    return value === undefined ? [] : [[texts(each, ATTRIBUTE.name)[0] ?? '', value]];
  });
  return {
    type: texts(bytes, NODE.type)[0] ?? '',
    domain: texts(bytes, NODE.domain)[0] ?? '',
    inputs: texts(bytes, NODE.input),
    outputs: texts(bytes, NODE.output),
    integers: new Map(attributes),
  };
}

function readTensor(bytes: Uint8Array): GraphTensor {
  const dims = integers(bytes, TENSOR.dims);
  const element = elementOf(integers(bytes, TENSOR.element)[0]);
  const entries = new Map(
    messages(bytes, TENSOR.external).map((each) => [
      texts(each, ENTRY.key)[0] ?? '',
      texts(each, ENTRY.value)[0] ?? '',
    ]),
  );
  const size = Math.ceil((dims.reduce((product, dim) => product * dim, 1) * (BITS[element] ?? 8)) / 8);
  const location = entries.get('location');
  return {
    name: texts(bytes, TENSOR.name)[0] ?? '',
    element,
    dims,
    bytes: size,
    raw: messages(bytes, TENSOR.raw)[0],
    external:
      location === undefined
        ? undefined
        : { location, offset: Number(entries.get('offset') ?? 0), length: Number(entries.get('length') ?? size) },
  };
}

function readValue(bytes: Uint8Array): GraphValue {
  const [type] = messages(messages(bytes, VALUE.type)[0] ?? new Uint8Array(0), 1); // the tensor kind of TypeProto
  const [shape] = type ? messages(type, TENSOR_TYPE.shape) : [];
  const dims = shape
    ? messages(shape, 1).map((dim) =>
        texts(dim, DIMENSION.name).length > 0 ? undefined : integers(dim, DIMENSION.size)[0],
      )
    : [];
  const element = elementOf(type ? integers(type, TENSOR_TYPE.element)[0] : undefined);
  return { name: texts(bytes, VALUE.name)[0] ?? '', element, dims };
}

/**
 * Reads the structure of an ONNX file in one pass; values of tensors stay where they are. Throws RangeError on a file
 * that is cut off or no protobuf.
 */
export function readGraphFile(file: Uint8Array): GraphFile {
  const nodes: GraphNode[] = [];
  const tensors = new Map<string, GraphTensor>();
  const inputs: GraphValue[] = [];
  const outputs: GraphValue[] = [];
  // Protobuf merges a message that is there several times.
  for (const graph of messages(file, MODEL_GRAPH)) {
    for (const { number, value } of readFields(graph)) {
      if (typeof value === 'number') continue;
      if (number === GRAPH.node) nodes.push(readNode(value));
      else if (number === GRAPH.initializer) {
        const tensor = readTensor(value);
        tensors.set(tensor.name, tensor);
      } else if (number === GRAPH.input) inputs.push(readValue(value));
      else if (number === GRAPH.output) outputs.push(readValue(value));
    }
  }
  return { nodes, tensors, inputs, outputs };
}
