import {
  AutoModelForCausalLM,
  BaseStreamer,
  env,
  LogitsProcessor,
  LogitsProcessorList,
  Tensor,
  type PreTrainedModel,
  type TextStreamer,
} from '@huggingface/transformers';
import { expose } from 'comlink';
import { triangularWave } from '../../../src/control/strategies/cyclic-reflex.ts';
import type { BlockRequest, BlockResult, Contender, ServedModel } from './contender.ts';
import { countReadBack } from './read-back.ts';
import { StageClock } from './stage-clock.ts';

/** transformers.js as its manual has it. The tasks are its names of files: `q4`, `fp32`; one model per worker. */
let served: ServedModel;
let model: PreTrainedModel;
const clock = new StageClock();
const readBack = countReadBack();

/** Its default; with 0 it sorts the whole vocabulary at every token. */
const TOP_K = 50;

/**
 * The wave on the same tokens. Processors of one's own run after the temperature, so the bias is divided by it: the same
 * effect as before it.
 */
class WaveProcessor extends LogitsProcessor {
  override _call(ids: bigint[][], logits: Tensor): Tensor {
    const started = performance.now();
    const { promptIds, sampling, steered, wave } = served;
    const bias = triangularWave((ids[0]?.length ?? 0) - promptIds.length, wave) / sampling.temperature;
    const data = logits.data as Float32Array;
    for (const id of steered) data[id] = (data[id] ?? 0) + bias;
    clock.add('processor', performance.now() - started);
    return logits;
  }
}

/** Notes when tokens come. */
class TokenMoments extends BaseStreamer {
  readonly #moments: number[];

  constructor(moments: number[]) {
    super();
    this.#moments = moments;
  }

  override put(): void {
    // The first call has the prompt, the second the first token.
    if (this.#moments.length === 1) {
      clock.reset();
      readBack.take();
    }
    this.#moments.push(performance.now());
  }

  override end(): void {}
}

async function open(dtype: 'q4' | 'fp32'): Promise<PreTrainedModel> {
  const opened = await AutoModelForCausalLM.from_pretrained('endless', {
    dtype,
    device: served.device,
    local_files_only: true,
  });
  const forward = opened.forward.bind(opened);
  opened.forward = (inputs) => clock.time('model', () => forward(inputs));
  return opened;
}

const integers = (values: readonly number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

async function block({ tokens }: BlockRequest): Promise<BlockResult> {
  const { promptIds, sampling } = served;
  const moments: number[] = [];
  const processors = new LogitsProcessorList();
  processors.push(new WaveProcessor());
  await model.generate({
    inputs: integers(promptIds),
    attention_mask: integers(promptIds.map(() => 1)),
    do_sample: true,
    temperature: sampling.temperature,
    top_k: TOP_K,
    max_new_tokens: tokens + 1,
    logits_processor: processors,
    // The declaration asks for more than is used.
    streamer: new TokenMoments(moments) as unknown as TextStreamer,
  });
  const times = moments.slice(2).map((moment, index) => moment - (moments[index + 1] ?? 0));
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    times,
    elapsedMilliseconds: total,
    readBackBytes:
      served.device === 'webgpu' ? readBack.take() / times.length : bytesPerToken(promptIds.length + tokens / 2),
    millisecondsByStage: clock.means(times.length, total),
  };
}

/** On wasm everything comes back: all logits and, whole, the cache. */
function bytesPerToken(length: number): number {
  const { layers, kvHeads, headSize, vocabulary } = served.shape;
  return 4 * (vocabulary + 2 * layers * kvHeads * headSize * length);
}

const contender: Contender = {
  async load(given, task) {
    served = given;
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.useBrowserCache = false;
    env.useWasmCache = false;
    env.localModelPath = new URL('..', given.endlessFolder).href;
    const { wasm } = env.backends.onnx;
    if (!wasm) throw new Error('transformers.js has no wasm backend here.');
    const runtime = new URL('/transformers-runtime/ort-wasm-simd-threaded.asyncify', given.folder).href;
    wasm.wasmPaths = { mjs: `${runtime}.mjs`, wasm: `${runtime}.wasm` };
    wasm.numThreads = 1;
    model = await open(task === 'fp32' ? 'fp32' : 'q4');
    return `transformers.js ${env.version} (onnxruntime-web ${env.backends.onnx.versions?.web ?? ''}), ${given.device}`;
  },
  block,
};

expose(contender);
