import { bytesField, floatField, integerField, joinBytes } from './protobuf-writer.ts';

/** Element types of onnx.proto, TensorProto.DataType. */
export const ELEMENT = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type Element = keyof typeof ELEMENT;

export interface Initializer {
  readonly name: string;
  readonly element: Element;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
}

/** Where an initializer lies when it is not in the graph's own file. */
export interface ExternalPlace {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

type AttributeValue = number | { readonly float: number } | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Field numbers of onnx.proto (onnx/onnx). */
function attribute(name: string, value: AttributeValue): Uint8Array {
  const [FLOAT, INT, INTS] = [1, 2, 7];
  if (typeof value === 'number') return joinBytes([bytesField(1, name), integerField(3, value), integerField(20, INT)]);
  if ('float' in value) return joinBytes([bytesField(1, name), floatField(2, value.float), integerField(20, FLOAT)]);
  return joinBytes([bytesField(1, name), ...value.map((each) => integerField(8, each)), integerField(20, INTS)]);
}

export function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  domain = '',
  attributes: Attributes = {},
): Uint8Array {
  return joinBytes([
    ...inputs.map((input) => bytesField(1, input)),
    ...outputs.map((output) => bytesField(2, output)),
    bytesField(3, outputs[0] ?? ''),
    bytesField(4, type),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
    bytesField(7, domain),
  ]);
}

const entry = (key: string, value: string): Uint8Array =>
  bytesField(13, joinBytes([bytesField(1, key), bytesField(2, value)]));

export function tensor({ name, element, dims, bytes }: Initializer, external?: ExternalPlace): Uint8Array {
  return joinBytes([
    ...dims.map((dim) => integerField(1, dim)),
    integerField(2, ELEMENT[element]),
    bytesField(8, name),
    ...(external
      ? [
          entry('location', external.location),
          entry('offset', String(external.offset)),
          entry('length', String(external.length)),
          integerField(14, 1),
        ]
      : [bytesField(9, bytes)]),
  ]);
}

/** A graph input or output; text dimensions are symbolic. */
export function valueInfo(name: string, element: Element, dims: readonly (number | string)[]): Uint8Array {
  const shape = dims.map((dim) => bytesField(1, typeof dim === 'number' ? integerField(1, dim) : bytesField(2, dim)));
  const type = joinBytes([integerField(1, ELEMENT[element]), bytesField(2, joinBytes(shape))]);
  return joinBytes([bytesField(1, name), bytesField(2, bytesField(1, type))]);
}

export interface GraphParts {
  readonly nodes: readonly Uint8Array[];
  readonly initializers: readonly Uint8Array[];
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

const opset = (domain: string, version: number): Uint8Array =>
  bytesField(8, joinBytes([bytesField(1, domain), integerField(2, version)]));

/** A model file of opset 17 with the operators of onnxruntime's own domain. */
export function model({ nodes, initializers, inputs, outputs }: GraphParts): Uint8Array<ArrayBuffer> {
  const graph = joinBytes([
    ...nodes.map((each) => bytesField(1, each)),
    bytesField(2, 'synthetic'),
    ...initializers.map((each) => bytesField(5, each)),
    ...inputs.map((each) => bytesField(11, each)),
    ...outputs.map((each) => bytesField(12, each)),
  ]);
  return joinBytes([
    integerField(1, 8),
    bytesField(2, 'second-thought'),
    bytesField(7, graph),
    opset('', 17),
    opset('com.microsoft', 1),
  ]);
}
