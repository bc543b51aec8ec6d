import { buildGraph } from './graph.ts';
import { SMALL, type SyntheticShape } from './shape.ts';
import { SPECIAL, TOKENIZER_CONFIG, tokenizerJson } from './tokenizer.ts';
import { drawWeights, type SyntheticWeights } from './weights.ts';

export interface SyntheticModel {
  readonly shape: SyntheticShape;
  readonly weights: SyntheticWeights;
  /** Path of the graph among the files. */
  readonly graph: string;
  /** By path, laid out as a repository on the hub. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const text = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

/** A random model of any shape, complete with its configuration and a byte-level tokenizer. */
export function makeSyntheticModel(changes: Partial<SyntheticShape> = {}): SyntheticModel {
  const shape = { ...SMALL, ...changes };
  const weights = drawWeights(shape);
  const kind = shape.bits === 32 ? 'model' : `model_q${shape.bits}`;
  const name = `${kind}${shape.element === 'float16' ? 'f16' : ''}.onnx`;
  const { graph, data } = buildGraph(shape, weights, name);
  const stop = shape.tokens - SPECIAL.length;
  const config = {
    model_type: 'qwen2',
    hidden_size: shape.hidden,
    intermediate_size: shape.mlp,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    head_dim: shape.headSize,
    vocab_size: shape.vocabulary,
    max_position_embeddings: shape.contextLength,
    tie_word_embeddings: shape.tied,
    eos_token_id: stop,
  };
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    ['config.json', text(config)],
    ['generation_config.json', text({ eos_token_id: [stop] })],
    ['tokenizer.json', text(tokenizerJson(shape.tokens))],
    ['tokenizer_config.json', text(TOKENIZER_CONFIG)],
    [`onnx/${name}`, graph],
    ...[...data].map(([path, bytes]): [string, Uint8Array<ArrayBuffer>] => [`onnx/${path}`, bytes]),
  ]);
  return { shape, weights, graph: `onnx/${name}`, files };
}
