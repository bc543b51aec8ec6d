import { expose } from 'comlink';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { uniform } from '../../../src/control/random.ts';
import { triangularWave } from '../../../src/control/strategies/cyclic-reflex.ts';
import { cacheLayout, type CacheLayout } from '../../../src/engines/onnx/cache-layout.ts';
import type { ModelKind } from '../../../src/engines/onnx/model-kind.ts';
import { recognise } from '../../../src/engines/onnx/recognise.ts';
import { loadRuntime, type OnnxRuntime } from '../../../src/engines/onnx/runtime.ts';
import type { BlockRequest, BlockResult, Contender, ServedModel } from './contender.ts';
import { drawPlainly } from './draw-plainly.ts';
import { StageClock } from './stage-clock.ts';

/** onnxruntime as its manual has it: a cache that grows, all logits on the CPU, sampling in JavaScript. `plain` or `bias`. */
let served: ServedModel;
let runtime: OnnxRuntime;
let session: InferenceSession;
let kind: ModelKind;
let layout: CacheLayout;
const clock = new StageClock();

async function load(given: ServedModel): Promise<string> {
  served = given;
  runtime = await loadRuntime(given.device);
  const graph = new Uint8Array(await (await fetch(given.folder + given.graph)).arrayBuffer());
  const recognition = recognise(graph);
  if (!recognition.ok) throw new Error(recognition.refusal.reason);
  ({ kind } = recognition);
  layout = cacheLayout(kind);
  const kept = Object.fromEntries(layout.present.map((name) => [name, 'gpu-buffer'] as const));
  session = await runtime.InferenceSession.create(graph, {
    executionProviders: [given.device],
    ...(given.device === 'webgpu' && { preferredOutputLocation: kept }),
  });
  return `onnxruntime-web ${runtime.env.versions.web ?? runtime.env.versions.common}, ${given.device}`;
}

type Cache = Record<string, Tensor>;

function emptyCache(): Cache {
  const { past, element, heads, headSize } = layout;
  const values = element === 'float32' ? new Float32Array(0) : new Uint16Array(0);
  return Object.fromEntries(
    past.map((name) => [name, new runtime.Tensor(element, values as Float32Array, [1, heads, 0, headSize])]),
  );
}

function dispose(cache: Cache): void {
  for (const tensor of Object.values(cache)) tensor.dispose();
}

/** One step; `cache` is replaced. Returns the last row of logits and the bytes that came back. */
async function step(ids: readonly number[], length: number, cache: Cache): Promise<[Float32Array, Cache, number]> {
  const integers = (values: readonly number[]): Tensor =>
    new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const total = length + ids.length;
  const outputs = await session.run({
    ...cache,
    input_ids: integers(ids),
    attention_mask: integers(Array.from({ length: total }, () => 1)),
    ...(kind.positionIds && { position_ids: integers(ids.map((_, index) => length + index)) }),
    ...(kind.logitsToKeep && { num_logits_to_keep: new runtime.Tensor('int64', BigInt64Array.of(1n), []) }),
  });
  const { logits } = outputs;
  if (!logits) throw new Error('The model gave no logits.');
  dispose(cache);
  const next: Cache = {};
  let bytes = 4 * logits.size;
  layout.past.forEach((name, index) => {
    const present = outputs[layout.present[index] ?? ''];
    if (!present) return;
    next[name] = present;
    if (present.location === 'cpu') bytes += present.size * (layout.element === 'float32' ? 4 : 2);
  });
  const width = logits.dims.at(-1) ?? 0;
  const data = (await logits.getData()) as Float32Array; // both kinds of logits become numbers below
  return [Float32Array.from(data.slice(-width)), next, bytes];
}

async function block({ task, tokens }: BlockRequest): Promise<BlockResult> {
  const { promptIds, sampling, steered, wave } = served;
  const draw = (logits: Float32Array, position: number): number => {
    const before = performance.now();
    if (task === 'bias') {
      const bias = triangularWave(position, wave);
      for (const id of steered) logits[id] = (logits[id] ?? 0) + bias;
    }
    const id = drawPlainly(logits, sampling.temperature, uniform(sampling.seed, 'sample', position, 0));
    clock.add('sampling', performance.now() - before);
    return id;
  };
  const times: number[] = [];
  let readBackBytes = 0;
  let [logits, cache] = await step(promptIds, 0, emptyCache());
  let id = draw(logits, 0);
  clock.reset();
  const started = performance.now();
  let last = started;
  for (let position = 1; position <= tokens; position += 1) {
    const length = promptIds.length + position - 1;
    const [next, grown, bytes] = await clock.time('model', () => step([id], length, cache));
    [logits, cache] = [next, grown];
    id = draw(logits, position);
    const now = performance.now();
    times.push(now - last);
    readBackBytes += bytes / tokens;
    last = now;
  }
  dispose(cache);
  return {
    times,
    elapsedMilliseconds: last - started,
    readBackBytes,
    millisecondsByStage: clock.means(tokens, last - started),
  };
}

const contender: Contender = { load, block };

expose(contender);
