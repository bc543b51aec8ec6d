/** What a graph is, as far as running it depends on it: plain data. */
export interface ModelKind {
  /** The operator that attends; MultiHeadAttention gets its cache joined by the graph. `plain`: built from matrix products. */
  readonly attention: 'GroupQueryAttention' | 'MultiHeadAttention' | 'plain';
  readonly layers: number;
  readonly cache: {
    readonly element: 'float32' | 'float16';
    readonly heads: number;
    readonly headSize: number;
  };
  /** Further inputs it must be fed. */
  readonly positionIds: boolean;
  readonly logitsToKeep: boolean;
  readonly head: ModelHead;
  /** Element type of the logits. */
  readonly logits: 'float32' | 'float16';
  /** `hidden_states` is an output. */
  readonly hiddenStates: boolean;
  /** Names of the files of external data, relative to the graph, each with the bytes it must have at least. */
  readonly externalData: readonly { readonly location: string; readonly bytes: number }[];
  /** Bytes of the largest single tensor: one GPU buffer has to hold it. */
  readonly largestTensor: { readonly name: string; readonly bytes: number };
  /** Some of its tensors are float16, which on a GPU needs the feature shader-f16. */
  readonly needsShaderF16: boolean;
}

export interface ModelHead {
  readonly operator: 'MatMulNBits' | 'MatMul' | 'Gemm' | 'MatMulInteger';
  /** Bits of a weight. */
  readonly bits: number;
  /** Rows of the output projection: the vocabulary and its padding. */
  readonly rows: number;
  /** Size of the hidden state. */
  readonly columns: number;
  /** Initializer that holds the weights. */
  readonly weight: string;
  /** They are stored as [columns, rows]. */
  readonly transposed: boolean;
  /** The embedding reads the same initializer. */
  readonly tied: boolean;
  /** The tensor that the head projects. */
  readonly input: string;
  /** Operators between the head and the logits, the last one first. */
  readonly after: readonly string[];
}

/** Why a graph cannot be run. */
export interface Refusal {
  readonly kind: 'damaged' | 'no-language-model' | 'recurrent-state' | 'unknown-operator' | 'cache' | 'head' | 'input';
  readonly reason: string;
}

export type Recognition =
  | { readonly ok: true; readonly kind: ModelKind }
  | { readonly ok: false; readonly refusal: Refusal };
