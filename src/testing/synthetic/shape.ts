/** Everything that distinguishes the kinds of models on the hub, so that each can be made small. */
export interface SyntheticShape {
  readonly seed: number;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  /** Even. */
  readonly headSize: number;
  readonly mlp: number;
  /** Rows of the embedding and of the head. */
  readonly vocabulary: number;
  /** Tokens of the tokenizer; the rows beyond are padding. At least 269. */
  readonly tokens: number;
  readonly contextLength: number;
  readonly attention: 'GroupQueryAttention' | 'MultiHeadAttention';
  /** Of all matrices but the embedding. 4 and 8: symmetric blocks of 32 columns. */
  readonly bits: 4 | 8 | 32;
  /** The head is the embedding. At 4 and 8 bits it is the quantised embedding. */
  readonly tied: boolean;
  /** Element type of activations and cache; logits stay float32. */
  readonly element: 'float32' | 'float16';
  /** Position ids as an input. MultiHeadAttention always has it. */
  readonly positionIds: boolean;
  /** `num_logits_to_keep` as an input. */
  readonly logitsToKeep: boolean;
  /** `hidden_states` as an output: after the final norm, all positions. */
  readonly hiddenStates: boolean;
  /** Files the weights are split over; 0 keeps them in the graph's own. */
  readonly dataParts: number;
  /** Biases on query, key and value, as Qwen2 has them. */
  readonly attentionBias: boolean;
  /** Multiplies the logits: random ones have a standard deviation of about 1 at 1, which no trained model has. */
  readonly sharpness: number;
}

export const SMALL: SyntheticShape = {
  seed: 1,
  layers: 2,
  hidden: 64,
  heads: 4,
  kvHeads: 2,
  headSize: 16,
  mlp: 96,
  vocabulary: 320,
  tokens: 300,
  contextLength: 128,
  attention: 'GroupQueryAttention',
  bits: 4,
  tied: true,
  element: 'float32',
  positionIds: false,
  logitsToKeep: false,
  hiddenStates: false,
  dataParts: 0,
  attentionBias: false,
  sharpness: 1,
};

export const ROPE_THETA = 10_000;
export const EPSILON = 1e-6;
