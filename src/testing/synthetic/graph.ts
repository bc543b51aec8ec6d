import type { Matrix } from '../../control/matrix.ts';
import { attention, attentionInputs } from './attention.ts';
import { GraphBuilder } from './graph-builder.ts';
import { model, valueInfo } from '../../engines/onnx/onnx-writer.ts';
import { EPSILON, ROPE_THETA, type SyntheticShape } from './shape.ts';
import type { LayerWeights, LinearWeights, SyntheticWeights } from './weights.ts';

function transpose({ rows, columns, values }: Matrix): Float32Array {
  const turned = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      turned[column * rows + row] = values[row * columns + column] ?? 0;
  return turned;
}

function linear(
  g: GraphBuilder,
  name: string,
  x: string,
  { rows, columns, exact, quantised, bias }: LinearWeights,
): string {
  const product = bias ? `${name}/product` : `${name}/out`;
  if (quantised) {
    const { bits, packed, scales } = quantised;
    const weight = g.bytes(`${name}.weight_Q${bits}`, [rows, columns / 32, 4 * bits], packed);
    const inputs = [x, weight, g.floats(`${name}.weight_scales`, [rows, columns / 32], scales)];
    g.contrib('MatMulNBits', inputs, [product], { K: columns, N: rows, bits, block_size: 32, accuracy_level: 0 });
  } else {
    g.node('MatMul', [x, g.floats(`${name}.weight`, [columns, rows], transpose(exact()))], product);
  }
  return bias ? g.node('Add', [product, g.floats(`${name}.bias`, [rows], bias)], `${name}/out`) : product;
}

function norm(g: GraphBuilder, name: string, x: string, scale: Float32Array): string {
  const inputs = [x, g.floats(`${name}.weight`, [scale.length], scale)];
  return g.node('SimplifiedLayerNormalization', inputs, `${name}/out`, { axis: -1, epsilon: { float: EPSILON } });
}

function rotaryCaches(g: GraphBuilder, { contextLength, headSize }: SyntheticShape): void {
  const half = headSize / 2;
  const angles = Array.from(
    { length: contextLength * half },
    (_, at) => Math.floor(at / half) * ROPE_THETA ** (-(at % half) / half),
  );
  g.floats('cos_cache', [contextLength, half], angles.map(Math.cos));
  g.floats('sin_cache', [contextLength, half], angles.map(Math.sin));
}

/** The rows of the input ids. A tied table is the head's own, quantised as it is or transposed for its product. */
function embed(g: GraphBuilder, shape: SyntheticShape, { embedding, head }: SyntheticWeights): string {
  const { rows, columns } = head;
  if (!shape.tied || !head.quantised) {
    const table = g.floats('model.embed_tokens.weight', [rows, columns], embedding().values);
    return g.node('Gather', [table, 'input_ids'], '/model/embed_tokens/out');
  }
  const { bits } = head.quantised;
  const flat = g.integers('table_shape', [2], [rows, (columns * bits) / 8]);
  const table = g.node('Reshape', [`/lm_head.weight_Q${bits}`, flat], '/model/embed_tokens/table');
  const inputs = [table, 'input_ids', '/lm_head.weight_scales'];
  return g.contrib('GatherBlockQuantized', inputs, ['/model/embed_tokens/out'], {
    bits,
    block_size: 32,
    gather_axis: 0,
    quantize_axis: 1,
  });
}

function project(g: GraphBuilder, shape: SyntheticShape, hidden: string, { head }: SyntheticWeights): string {
  if (!shape.tied || head.quantised) return linear(g, '/lm_head', hidden, head);
  const turned = g.node('Transpose', ['model.embed_tokens.weight'], '/lm_head/table', { perm: [1, 0] });
  return g.node('MatMul', [hidden, turned], '/lm_head/out');
}

/** Only the last positions that are asked for; 0 asks for all. */
function keepLast(g: GraphBuilder, hidden: string): string {
  const from = g.node('Neg', ['num_logits_to_keep'], 'first_kept');
  const starts = g.node('Unsqueeze', [from, g.integers('start_axis', [1], [0])], 'first_kept_list');
  const inputs = [hidden, starts, g.integers('ends', [1], [2n ** 62n]), g.integers('length_axis', [1], [1])];
  return g.node('Slice', inputs, 'hidden_kept');
}

/** The graph's file, and the files of its external data by name. */
export function buildGraph(
  shape: SyntheticShape,
  weights: SyntheticWeights,
  name: string,
): { readonly graph: Uint8Array<ArrayBuffer>; readonly data: ReadonlyMap<string, Uint8Array<ArrayBuffer>> } {
  const { kvHeads, headSize, element, vocabulary } = shape;
  const g = new GraphBuilder(element);
  rotaryCaches(g, shape);
  const inputs = attentionInputs(g, shape);
  let x = embed(g, shape, weights);
  const layer = (index: number, w: LayerWeights): void => {
    const path = `/model/layers.${index}`;
    const n = norm(g, `${path}/input_layernorm`, x, w.beforeAttention);
    const qkv = [
      linear(g, `${path}/attn/q_proj`, n, w.q),
      linear(g, `${path}/attn/k_proj`, n, w.k),
      linear(g, `${path}/attn/v_proj`, n, w.v),
    ] as const;
    const mixed = linear(g, `${path}/attn/o_proj`, attention(g, shape, index, qkv, inputs), w.o);
    x = g.node('Add', [x, mixed], `${path}/attn/sum`);
    const inner = norm(g, `${path}/post_attention_layernorm`, x, w.beforeMlp);
    const gate = linear(g, `${path}/mlp/gate_proj`, inner, w.gate);
    const up = linear(g, `${path}/mlp/up_proj`, inner, w.up);
    const act = g.node('Mul', [gate, g.node('Sigmoid', [gate], `${path}/mlp/sigmoid`)], `${path}/mlp/act`);
    const down = linear(g, `${path}/mlp/down_proj`, g.node('Mul', [act, up], `${path}/mlp/gated`), w.down);
    x = g.node('Add', [x, down], `${path}/mlp/sum`);
  };
  weights.layers.forEach((each, index) => layer(index, each));
  const hidden = norm(g, '/model/norm', x, weights.final);
  if (shape.hiddenStates) g.node('Identity', [hidden], 'hidden_states');
  const logits = project(g, shape, shape.logitsToKeep ? keepLast(g, hidden) : hidden, weights);
  g.node('Cast', [logits], 'logits', { to: 1 });

  const [batch, length] = ['batch_size', 'sequence_length'];
  const cache = weights.layers.flatMap((_, index) => [`${index}.key`, `${index}.value`]);
  const positions = shape.positionIds || shape.attention === 'MultiHeadAttention';
  const { initializers, data } = g.store(name, shape.dataParts);
  const graph = model({
    nodes: g.nodes,
    initializers,
    inputs: [
      valueInfo('input_ids', 'int64', [batch, length]),
      valueInfo('attention_mask', 'int64', [batch, 'total_sequence_length']),
      ...(positions ? [valueInfo('position_ids', 'int64', [batch, length])] : []),
      ...(shape.logitsToKeep ? [valueInfo('num_logits_to_keep', 'int64', [])] : []),
      ...cache.map((each) => valueInfo(`past_key_values.${each}`, element, [batch, kvHeads, 'past', headSize])),
    ],
    outputs: [
      valueInfo('logits', 'float32', [batch, 'kept_length', vocabulary]),
      ...(shape.hiddenStates ? [valueInfo('hidden_states', element, [batch, length, shape.hidden])] : []),
      ...cache.map((each) => valueInfo(`present.${each}`, element, [batch, kvHeads, 'total', headSize])),
    ],
  });
  return { graph, data };
}
