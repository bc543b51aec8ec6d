import { findHead } from './find-head.ts';
import { readGraphFile, type GraphFile, type GraphValue } from './graph-file.ts';
import type { ModelKind, Recognition, Refusal } from './model-kind.ts';

const PAST = /^past_key_values\.(\d+)\.(key|value)$/;
/** Inputs that carry a state which cannot be shortened, by the names of public exports. */
const RECURRENT = /^(past_conv|past_recurrent|past_ssm|past_conv_states|past_ssm_states)\b/;
const KNOWN_INPUTS: ReadonlySet<string> = new Set([
  'input_ids',
  'attention_mask',
  'position_ids',
  'num_logits_to_keep',
]);
/** Operators of other domains have no kernel in onnxruntime-web. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set(['', 'ai.onnx', 'com.microsoft']);

class Refused extends Error {
  readonly refusal: Refusal;

  constructor(kind: Refusal['kind'], reason: string) {
    super(reason);
    this.refusal = { kind, reason };
  }
}

function checkInputs({ nodes, inputs, outputs }: GraphFile): void {
  if (nodes.length === 0) throw new Refused('damaged', 'the file holds no graph');
  const recurrent = inputs.find(({ name }) => RECURRENT.test(name));
  if (recurrent) {
    throw new Refused(
      'recurrent-state',
      `it is a hybrid: its layers keep a running state (${recurrent.name}) that cannot be taken back to an earlier token`,
    );
  }
  const names = new Set(inputs.map(({ name }) => name));
  const missing = ['input_ids', 'attention_mask', 'past_key_values.0.key'].filter((name) => !names.has(name));
  if (!outputs.some(({ name }) => name === 'logits')) missing.push('logits');
  if (missing.length > 0) throw new Refused('no-language-model', `its graph lacks ${missing.join(', ')}`);
  const unknown = inputs.find(({ name }) => !KNOWN_INPUTS.has(name) && !PAST.test(name));
  if (unknown) throw new Refused('input', `it wants an input that is not known here: ${unknown.name}`);
  const foreign = nodes.find(({ domain }) => !KNOWN_DOMAINS.has(domain));
  if (foreign) throw new Refused('unknown-operator', `it uses the operator ${foreign.domain}.${foreign.type}`);
}

function readCache(inputs: readonly GraphValue[], outputs: readonly GraphValue[]): ModelKind['cache'] {
  const past = inputs.filter(({ name }) => PAST.test(name));
  const given = new Set(outputs.map(({ name }) => name));
  const lost = past.map(({ name }) => name.replace('past_key_values', 'present')).find((name) => !given.has(name));
  if (lost !== undefined) throw new Refused('cache', `its graph lacks ${lost}`);
  const kinds = new Set(past.map(({ element, dims }) => `${element} ${dims[1] ?? ''} ${dims[3] ?? ''}`));
  if (kinds.size > 1) throw new Refused('cache', 'its layers keep caches of different shapes');
  const [first] = past;
  const [heads, headSize] = [first?.dims[1], first?.dims[3]];
  if (heads === undefined || headSize === undefined) throw new Refused('cache', 'the shape of its cache is not told');
  const element = first?.element;
  if (element !== 'float32' && element !== 'float16')
    throw new Refused('cache', `its cache is of ${element ?? 'an unknown type'}; float32 and float16 can be run`);
  return { element, heads, headSize };
}

function attentionOf({ nodes }: GraphFile): ModelKind['attention'] {
  for (const type of ['GroupQueryAttention', 'MultiHeadAttention'] as const)
    if (nodes.some((node) => node.type === type)) return type;
  return 'plain';
}

function externalData({ tensors }: GraphFile): ModelKind['externalData'] {
  const sizes = new Map<string, number>();
  for (const { external } of tensors.values()) {
    if (!external) continue;
    const { location, offset, length } = external;
    // A path that leads elsewhere is never asked for.
    if (/[/\\]|^\.\.?$/.test(location)) throw new Refused('damaged', `its data is said to lie at ${location}`);
    sizes.set(location, Math.max(sizes.get(location) ?? 0, offset + length));
  }
  return [...sizes].map(([location, bytes]) => ({ location, bytes }));
}

const has = (values: readonly GraphValue[], wanted: string): boolean => values.some(({ name }) => name === wanted);

function recogniseGraph(file: GraphFile): ModelKind {
  checkInputs(file);
  const cache = readCache(file.inputs, file.outputs);
  const head = findHead(file);
  if (typeof head === 'string') throw new Refused('head', head);
  const logits = file.outputs.find(({ name }) => name === 'logits')?.element;
  if (logits !== 'float32' && logits !== 'float16')
    throw new Refused('head', `its logits are of ${logits ?? 'an unknown type'}`);
  const tensors = [...file.tensors.values()];
  const none = { name: '', bytes: 0 };
  const { name, bytes } = tensors.reduce((largest, each) => (each.bytes > largest.bytes ? each : largest), none);
  return {
    attention: attentionOf(file),
    layers: file.inputs.filter(({ name: input }) => PAST.test(input)).length / 2,
    cache,
    positionIds: has(file.inputs, 'position_ids'),
    logitsToKeep: has(file.inputs, 'num_logits_to_keep'),
    head,
    logits,
    hiddenStates: has(file.outputs, 'hidden_states'),
    externalData: externalData(file),
    largestTensor: { name, bytes },
    needsShaderF16: cache.element === 'float16' || tensors.some(({ element }) => element === 'float16'),
  };
}

/** What the graph of a language model is, or why it cannot be run here. Reads no weights; never throws on a bad file. */
export function recognise(file: Uint8Array): Recognition {
  try {
    return { ok: true, kind: recogniseGraph(readGraphFile(file)) };
  } catch (caught) {
    if (caught instanceof Refused) return { ok: false, refusal: caught.refusal };
    const reason = caught instanceof RangeError ? caught.message : String(caught);
    return { ok: false, refusal: { kind: 'damaged', reason: `it is no readable ONNX model: ${reason}` } };
  }
}
