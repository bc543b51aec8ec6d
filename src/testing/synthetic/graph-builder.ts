import { toHalf } from './half.ts';
import { node, tensor, type Attributes, type ExternalPlace, type Initializer } from '../../engines/onnx/onnx-writer.ts';
import { joinBytes } from '../../engines/onnx/protobuf-writer.ts';

const CONTRIB = 'com.microsoft';
/** Smaller tensors stay in the graph, as exporters leave them there. */
const SMALLEST_EXTERNAL = 256;

/** Collects nodes and initializers; every method returns the name of what it made. */
export class GraphBuilder {
  readonly nodes: Uint8Array[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #element: 'float32' | 'float16';

  constructor(element: 'float32' | 'float16') {
    this.#element = element;
  }

  node(type: string, inputs: readonly string[], output: string, attributes?: Attributes): string {
    this.nodes.push(node(type, inputs, [output], '', attributes));
    return output;
  }

  contrib(type: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes): string {
    this.nodes.push(node(type, inputs, outputs, CONTRIB, attributes));
    return outputs[0] ?? '';
  }

  floats(name: string, dims: readonly number[], values: ArrayLike<number>, element = this.#element): string {
    const bytes = element === 'float16' ? toHalf(values) : new Uint8Array(Float32Array.from(values).buffer);
    this.#initializers.push({ name, element, dims, bytes });
    return name;
  }

  bytes(name: string, dims: readonly number[], bytes: Uint8Array): string {
    this.#initializers.push({ name, element: 'uint8', dims, bytes });
    return name;
  }

  /** int64; one number without dims is a scalar. */
  integers(name: string, dims: readonly number[], values: readonly (number | bigint)[]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#initializers.push({ name, element: 'int64', dims, bytes });
    return name;
  }

  /** The initializers, those of some size spread over `parts` files beside the graph: NAME_data, NAME_data_1, … */
  store(graphName: string, parts: number): { initializers: Uint8Array[]; data: Map<string, Uint8Array<ArrayBuffer>> } {
    const pieces = Array.from({ length: parts }, (): Uint8Array[] => []);
    const sizes = pieces.map(() => 0);
    let turn = 0;
    const place = (bytes: Uint8Array): ExternalPlace | undefined => {
      if (parts === 0 || bytes.length < SMALLEST_EXTERNAL) return undefined;
      const part = turn % parts;
      turn += 1;
      pieces[part]?.push(bytes);
      const offset = sizes[part] ?? 0;
      sizes[part] = offset + bytes.length;
      return { location: dataName(graphName, part), offset, length: bytes.length };
    };
    const initializers = this.#initializers.map((each) => tensor(each, place(each.bytes)));
    return { initializers, data: new Map(pieces.map((each, part) => [dataName(graphName, part), joinBytes(each)])) };
  }
}

const dataName = (graphName: string, part: number): string =>
  part === 0 ? `${graphName}_data` : `${graphName}_data_${part}`;
