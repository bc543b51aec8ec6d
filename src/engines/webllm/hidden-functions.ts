import type { Pipeline, RuntimeFunction, RuntimeTensor } from './pipeline.ts';

/** Functions that model libraries of the llama architecture export, and those of Qwen do not. */
const NAMES = {
  prefill: 'prefill_to_last_hidden_states',
  decode: 'decode_to_last_hidden_states',
  project: 'get_logits',
} as const;

/** What a step through the hidden states gives. */
export interface HiddenStep {
  /** After the final norm, [tokens, hiddenSize]. */
  readonly states: Float32Array;
  /** [tokens, vocabulary with padding] */
  readonly logits: Float32Array;
}

/** A forward step that stops at the hidden states, and the output projection after it. */
export interface HiddenFunctions {
  /** Feeds `ids`, at most the pipeline's prefill chunk, to the live sequence. */
  step(ids: readonly number[]): Promise<HiddenStep>;
}

/** Undefined where the model library does not export them. */
export function findHiddenFunctions(pipeline: Pipeline): HiddenFunctions | undefined {
  const { tvm, vm } = pipeline;
  const found: Partial<Record<keyof typeof NAMES, RuntimeFunction>> = {};
  tvm.beginScope();
  for (const [key, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    try {
      found[key] = tvm.detachFromCurrentScope(vm.getFunction(name));
    } catch {
      // Not exported: the model runs without hidden states.
    }
  }
  tvm.endScope();
  const { prefill, decode, project } = found;
  if (!prefill || !decode || !project || (pipeline.kvStateKind ?? 'kv_cache') !== 'kv_cache') return undefined;
  return { step: (ids) => hiddenStep(pipeline, { prefill, decode, project }, ids) };
}

type Functions = Readonly<Record<keyof typeof NAMES, RuntimeFunction>>;

/** The same calls in the same order as the library's own forward step, with other functions in the middle. */
async function hiddenStep(
  pipeline: Pipeline,
  { prefill, decode, project }: Functions,
  ids: readonly number[],
): Promise<HiddenStep> {
  const { tvm, device, kvCache, params } = pipeline;
  const copies: RuntimeTensor[] = [];
  const copy = (tensor: RuntimeTensor): RuntimeTensor => {
    const here = tvm.detachFromCurrentScope(tvm.empty(tensor.shape, tensor.dtype, tvm.cpu()).copyFrom(tensor));
    copies.push(here);
    return here;
  };
  try {
    tvm.beginScope();
    try {
      const tokens = tvm.empty([ids.length], 'int32', device).copyFrom(ids);
      const embedded = pipeline.embed(tokens, params) as RuntimeTensor;
      const input = embedded.view([1, ...embedded.shape]);
      pipeline.fKVCacheBeginForward(kvCache, tvm.makeShapeTuple([0]), tvm.makeShapeTuple([ids.length]));
      const result = (ids.length > 1 ? prefill : decode)(input, kvCache, params) as {
        get(index: number): RuntimeTensor;
      };
      pipeline.fKVCacheEndForward(kvCache);
      pipeline.filledKVCacheLength += ids.length;
      const states = result.get(0);
      const size = states.shape.at(-1) ?? 0;
      copy(states);
      copy(project(states.view([ids.length, size]), params) as RuntimeTensor);
    } finally {
      tvm.endScope();
    }
    await device.sync();
    const [states, logits] = copies.map((tensor) => new Float32Array(tensor.toRawBytes().buffer));
    return { states: states ?? new Float32Array(0), logits: logits ?? new Float32Array(0) };
  } finally {
    for (const tensor of copies) tensor.dispose();
  }
}
