import type { ChatOptions, LogitProcessor } from '@mlc-ai/web-llm';
import { HIDDEN_SIZE, logitsOf, PADDED_VOCABULARY, PROJECTION } from './stand-in-model.ts';
import { StandInCache } from './stand-in-cache.ts';
import { StandInRuntime, StandInTensor } from './stand-in-runtime.ts';

export interface StandInKind {
  readonly contextLength: number;
  /** Functions of the runtime that the model library lacks. */
  readonly without?: readonly string[];
  /** Whether the model library exports its hidden states. */
  readonly hidden?: boolean;
  readonly kvStateKind?: 'kv_cache' | 'hybrid';
  readonly slidingWindow?: number;
  readonly prefillChunk?: number;
}

/** One loaded model, with the names that the published LLMChatPipeline has. */
export class StandInPipeline {
  readonly tvm: StandInRuntime;
  readonly device: StandInRuntime['device'];
  readonly vm: { getFunction(name: string): unknown };
  readonly kvCache: StandInCache;
  readonly params: { get(index: number): StandInTensor };
  readonly embed: unknown;
  readonly fKVCacheBeginForward: unknown;
  readonly fKVCacheEndForward: unknown;
  filledKVCacheLength = 0;
  readonly prefillChunkSize: number;
  readonly contextWindowSize: number;
  readonly slidingWindowSize: number;
  readonly kvStateKind: string;
  readonly #config: ChatOptions;
  readonly #processor: LogitProcessor | undefined;
  #stepping = false;

  constructor(kind: StandInKind, config: ChatOptions, processor: LogitProcessor | undefined) {
    this.#config = config;
    this.#processor = processor;
    this.contextWindowSize = kind.slidingWindow === undefined ? kind.contextLength : -1;
    this.slidingWindowSize = kind.slidingWindow ?? -1;
    this.prefillChunkSize = kind.prefillChunk ?? 4;
    this.kvStateKind = kind.kvStateKind ?? 'kv_cache';
    this.kvCache = new StandInCache(kind.contextLength);
    const functions = this.kvCache.functions();
    for (const name of kind.without ?? []) functions.delete(name);
    this.tvm = new StandInRuntime(functions);
    this.device = this.tvm.device;
    const { tvm, kvCache } = this;
    const gpu = (shape: readonly number[], values: readonly number[] | Float32Array): StandInTensor => {
      const tensor = tvm.tensor(shape, 'float32', 'gpu');
      tensor.values = values;
      return tensor;
    };
    this.params = { get: () => gpu([PADDED_VOCABULARY, HIDDEN_SIZE], PROJECTION) };
    tvm.beginScope();
    const make = (fn: (...args: readonly unknown[]) => unknown): unknown => tvm.detachFromCurrentScope(tvm.packed(fn));
    // An embedding stands for its ids: [ids, 1].
    this.embed = make((ids) => gpu([tensorOf(ids).shape[0] ?? 0, 1], tensorOf(ids).read()));
    this.fKVCacheBeginForward = make((...args) => kvCache.begin(args[0], args[1], args[2]));
    this.fKVCacheEndForward = make((cache) => kvCache.end(cache));
    tvm.endScope();
    const toHidden = (tokens: 'one' | 'several') => (embedded: unknown) => {
      const { shape } = tensorOf(embedded);
      const ids = [...tensorOf(embedded).read()];
      if (shape[0] !== 1 || shape[1] !== ids.length || (tokens === 'one') !== (ids.length === 1))
        throw new TypeError('Shape.');
      const states = kvCache.feed(ids).flatMap((state) => [...state]);
      return { get: () => gpu([1, ids.length, HIDDEN_SIZE], states) };
    };
    const exported = new Map<string, (...args: readonly unknown[]) => unknown>([
      ['_metadata', () => ({ toString: () => '{"params": [{"name": "model.embed_tokens.weight"}]}' })],
    ]);
    if (kind.hidden) {
      exported.set('prefill_to_last_hidden_states', toHidden('several'));
      exported.set('decode_to_last_hidden_states', toHidden('one'));
      exported.set('get_logits', (states) => {
        const [rows = 0, columns] = tensorOf(states).shape;
        if (columns !== HIDDEN_SIZE) throw new TypeError('Shape.');
        const values = Float32Array.from(tensorOf(states).read());
        const logits = Array.from({ length: rows }, (_, row) => [
          ...logitsOf(values.subarray(row * HIDDEN_SIZE, (row + 1) * HIDDEN_SIZE)),
        ]);
        return gpu([rows, PADDED_VOCABULARY], logits.flat());
      });
    }
    this.vm = {
      getFunction(name) {
        const fn = exported.get(name);
        if (!fn) throw new Error(`Cannot find function ${name}`);
        return tvm.packed(fn);
      },
    };
  }

  /** The public low-level step, with the library's own checks: sampling settings in range, one call at a time. */
  async forwardTokensAndSample(inputIds: number[], isPrefill: boolean): Promise<number> {
    const { top_p, temperature, repetition_penalty, frequency_penalty, presence_penalty } = this.#config;
    if (!(top_p !== undefined && top_p > 0 && top_p <= 1)) throw new RangeError('top_p');
    if (!(temperature !== undefined && temperature >= 0)) throw new RangeError('temperature');
    if (!(repetition_penalty !== undefined && repetition_penalty > 0)) throw new RangeError('repetition_penalty');
    for (const penalty of [frequency_penalty, presence_penalty]) {
      if (!(penalty !== undefined && penalty >= -2 && penalty <= 2)) throw new RangeError('penalty');
    }
    if (this.#stepping) throw new Error('Two steps at once: the library takes no lock here.');
    if (inputIds.length === 0 || inputIds.some((id) => !Number.isInteger(id) || id < 0 || id >= PADDED_VOCABULARY)) {
      throw new TypeError('inputIds');
    }
    if (typeof isPrefill !== 'boolean' || (!isPrefill && inputIds.length !== 1)) throw new TypeError('isPrefill');
    if (this.filledKVCacheLength !== this.kvCache.length)
      throw new Error('filledKVCacheLength is not what the cache holds.');
    this.#stepping = true;
    try {
      return await this.#step(inputIds);
    } finally {
      this.#stepping = false;
    }
  }

  async #step(inputIds: number[]): Promise<number> {
    const { tvm, kvCache } = this;
    const scopes = tvm.openScopes;
    let state: Float32Array | undefined;
    for (let from = 0; from < inputIds.length; from += this.prefillChunkSize) {
      const part = inputIds.slice(from, from + this.prefillChunkSize);
      tvm.beginScope();
      kvCache.begin(kvCache, tvm.makeShapeTuple([0]), tvm.makeShapeTuple([part.length]));
      state = kvCache.feed(part).at(-1);
      kvCache.end(kvCache);
      tvm.endScope();
      this.filledKVCacheLength += part.length;
      await this.device.sync();
    }
    if (tvm.openScopes !== scopes) throw new Error('A scope was opened or closed during the step.');
    const logits = this.#processor
      ? this.#processor.processLogits(logitsOf(state ?? new Float32Array(HIDDEN_SIZE)))
      : new Float32Array(1);
    if (!(logits instanceof Float32Array) || (this.#processor && logits.length !== PADDED_VOCABULARY)) {
      throw new Error('The logit processor must return as many logits, at once.');
    }
    const token = logits.indexOf(logits.reduce((a, b) => Math.max(a, b)));
    this.#processor?.processSampledToken(token);
    return token;
  }

  resetChat(): void {
    this.kvCache.clear();
    this.filledKVCacheLength = 0;
    this.#processor?.resetState();
  }

  dispose(): void {
    if (this.#stepping) throw new Error('Disposed in the middle of a step.');
    this.tvm.end();
  }
}

function tensorOf(value: unknown): StandInTensor {
  if (value instanceof StandInTensor && value.place === 'gpu') return value;
  throw new TypeError('Expected a tensor on the GPU.');
}
