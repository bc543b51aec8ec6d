import type { GraphBuilder } from './graph-builder.ts';
import type { SyntheticShape } from './shape.ts';

/** [batch, length, heads, size] and [batch, heads, length, size], either way. */
const SWAP = [0, 2, 1, 3];

/** Names that the attention of every layer reads. */
export interface AttentionInputs {
  /** GroupQueryAttention: index of the last key, and number of keys. */
  readonly lengths: readonly [string, string];
  /** MultiHeadAttention: added to the scores, [1, 1, queries, keys]. */
  readonly causalBias: string;
}

/** attention_mask -> the two counts that GroupQueryAttention wants. */
function lengths(g: GraphBuilder): [string, string] {
  const total = g.node('ReduceSum', ['attention_mask', g.integers('one_axis', [1], [1])], 'mask_sum', { keepdims: 1 });
  const last = g.node('Sub', [total, g.integers('one', [1], [1])], 'mask_last');
  const width = g.node('Gather', [g.node('Shape', ['attention_mask'], 'mask_shape'), 'key_axis'], 'mask_width', {
    axis: 0,
  });
  return [g.node('Cast', [last], 'seqlens_k', { to: 6 }), g.node('Cast', [width], 'total_seq_len', { to: 6 })];
}

/** Position ids and the number of keys -> 0 where a query may look, a large negative number where it may not. */
function causalBias(g: GraphBuilder): string {
  const width = g.node('Gather', [g.node('Shape', ['attention_mask'], 'mask_shape'), 'key_axis'], 'mask_width', {
    axis: 0,
  });
  const keys = g.node('Range', [g.integers('zero', [], [0]), width, g.integers('step', [], [1])], 'key_positions');
  const axes = g.integers('position_axes', [2], [1, 3]);
  const queries = g.node('Unsqueeze', ['position_ids', axes], 'query_positions');
  const later = g.node('Greater', [keys, queries], 'later');
  return g.node('Where', [later, g.floats('hidden_score', [], [-60_000]), g.floats('seen_score', [], [0])], 'causal');
}

export function attentionInputs(g: GraphBuilder, shape: SyntheticShape): AttentionInputs {
  g.integers('key_axis', [], [1]);
  if (shape.attention === 'GroupQueryAttention') return { lengths: lengths(g), causalBias: '' };
  // Which key head every query head reads, and shapes between [batch, length, heads * size] and [batch, heads, length, size].
  const { heads, kvHeads, headSize } = shape;
  g.integers(
    'key_head_of_head',
    [heads],
    Array.from({ length: heads }, (_, head) => Math.floor((head * kvHeads) / heads)),
  );
  g.integers('split_heads', [4], [0, 0, kvHeads, headSize]);
  g.integers('join_heads', [3], [0, 0, heads * headSize]);
  return { lengths: ['', ''], causalBias: causalBias(g) };
}

/** The rotated q and k and the v of one layer, [batch, length, heads * size] -> the attended values, of q's shape. */
export function attention(
  g: GraphBuilder,
  shape: SyntheticShape,
  layer: number,
  [q, k, v]: readonly [string, string, string],
  inputs: AttentionInputs,
): string {
  const path = `/model/layers.${layer}/attn`;
  const [pastKey, pastValue] = [`past_key_values.${layer}.key`, `past_key_values.${layer}.value`];
  const [presentKey, presentValue] = [`present.${layer}.key`, `present.${layer}.value`];
  const scale = { float: shape.headSize ** -0.5 };
  const rotate = (x: string, name: string, heads: number): string =>
    g.contrib('RotaryEmbedding', [x, 'position_ids', 'cos_cache', 'sin_cache'], [`${path}/${name}_rotary`], {
      num_heads: heads,
      interleaved: 0,
    });
  if (shape.attention === 'GroupQueryAttention') {
    const inside = !shape.positionIds;
    const [query, key] = inside ? [q, k] : [rotate(q, 'q', shape.heads), rotate(k, 'k', shape.kvHeads)];
    return g.contrib(
      'GroupQueryAttention',
      [query, key, v, pastKey, pastValue, ...inputs.lengths, ...(inside ? ['cos_cache', 'sin_cache'] : [])],
      [`${path}/out`, presentKey, presentValue],
      { num_heads: shape.heads, kv_num_heads: shape.kvHeads, do_rotary: inside ? 1 : 0, rotary_interleaved: 0, scale },
    );
  }
  /** Joined to the past, then repeated so that every query head has keys of its own. */
  const extend = (x: string, past: string, present: string, name: string): string => {
    const split = g.node('Reshape', [x, 'split_heads'], `${path}/${name}_split`);
    const heads = g.node('Transpose', [split], `${path}/${name}_heads`, { perm: SWAP });
    const all = g.node('Concat', [past, heads], present, { axis: 2 });
    const repeated = g.node('Gather', [all, 'key_head_of_head'], `${path}/${name}_repeated`, { axis: 1 });
    const back = g.node('Transpose', [repeated], `${path}/${name}_back`, { perm: SWAP });
    return g.node('Reshape', [back, 'join_heads'], `${path}/${name}_joined`);
  };
  const query = rotate(q, 'q', shape.heads);
  const keys = extend(rotate(k, 'k', shape.kvHeads), pastKey, presentKey, 'k');
  const values = extend(v, pastValue, presentValue, 'v');
  const absent = '';
  return g.contrib('MultiHeadAttention', [query, keys, values, absent, absent, inputs.causalBias], [`${path}/out`], {
    num_heads: shape.heads,
    scale,
  });
}
