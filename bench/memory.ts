import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describeModel, type Model } from '../src/decoding/model.ts';
import { writeRecords } from '../src/decoding/record-lines.ts';
import { prepareRun } from '../src/decoding/run.ts';
import type { TokenRecord } from '../src/decoding/trace.ts';
import { openSynthetic } from '../src/testing/synthetic/open-synthetic.ts';
import { makeSyntheticModel } from '../src/testing/synthetic/synthetic-model.ts';
import { readModelConfig } from '../src/text/model-config.ts';
import { readTokenizer } from '../src/text/tokenizer.ts';
import type { Figure } from './figure.ts';

const EARLY = 1000;
const LATE = 10_000;
const CONTEXT = 16_384;
/** Percent that memory may grow from the early to the late token, the trace apart. */
const MOST_GROWTH = { kind: 'at most', value: 10 } as const;

const STRATEGIES = [{ id: 'cyclic-reflex', settings: { amplitude: 3, period: 100, vocabulary: 'words' } }];

/** Every memory that WebAssembly has from here on: weights, cache, and what a forward pass needs. */
function watchMemories(): readonly WebAssembly.Memory[] {
  const made: WebAssembly.Memory[] = [];
  WebAssembly.Memory = class extends WebAssembly.Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made.push(this);
    }
  };
  return made;
}

function exposedCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

const mega = (bytes: number): number => bytes / 1e6;

/** Another object of the same parts, which takes as much memory. */
function copied<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copied) as T;
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const [key, part] of Object.entries(copy))
    if (part !== null && typeof part === 'object') copy[key] = copied(part);
  return copy as T;
}

interface Level {
  /** Of the JavaScript heap without the trace. */
  readonly heapBytes: number;
  /** Of WebAssembly. */
  readonly wasmBytes: number;
  readonly traceBytes: number;
}

/** `collect`: of garbage. The trace is weighed by a copy. */
function measure(records: readonly TokenRecord[], memories: readonly WebAssembly.Memory[], collect: () => void): Level {
  collect();
  const before = process.memoryUsage();
  const copy = copied(records);
  collect();
  const traceBytes = process.memoryUsage().heapUsed - before.heapUsed;
  // Alive until here.
  if (copy.length !== records.length) throw new Error('The copy is not whole.');
  return {
    heapBytes: before.heapUsed - traceBytes,
    wasmBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    traceBytes,
  };
}

async function openLong(): Promise<Model> {
  const model = makeSyntheticModel({ contextLength: CONTEXT, layers: 1, sharpness: 4 });
  const json = (path: string): unknown => JSON.parse(Buffer.from(model.files.get(path) ?? []).toString());
  const config = readModelConfig(json('config.json'), json('generation_config.json'), json('tokenizer_config.json'));
  const tokenizer = readTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const facts = { thinking: { open: '<think>', close: '</think>' }, suggested: {} };
  return describeModel('synthetic', await openSynthetic(model), tokenizer, config, facts);
}

/** A run of 10,000 tokens on the wasm build, and what it leaves in memory beside its trace. */
export async function measureMemory(): Promise<readonly Figure[]> {
  const collect = exposedCollector();
  const memories = watchMemories();
  const model = await openLong();
  const sampling = { temperature: 1, topP: 1, topK: 0, minP: 0, seed: 7 };
  const settings = { prompt: 'Start with 3.', strategies: STRATEGIES, sampling, maxTokens: LATE };
  const records: TokenRecord[] = [];
  const levels: Level[] = [];
  for await (const event of prepareRun(
    { ...model, facts: { ...model.facts, stopIds: new Set<number>() } },
    settings,
  ).events()) {
    if (event.kind !== 'token') continue;
    records.push(event.record);
    if (records.length === EARLY || records.length === LATE) levels.push(measure(records, memories, collect));
  }
  await model.engine.dispose();
  const [early, late] = levels;
  if (!early || !late) throw new Error(`The run ended after ${records.length} tokens.`);
  const growth = (of: (level: Level) => number): number => (100 * (of(late) - of(early))) / of(early);
  return [
    { name: `JavaScript heap without the trace at token ${EARLY}`, unit: 'MB', runs: [mega(early.heapBytes)] },
    {
      name: `its growth to token ${LATE}`,
      unit: '%',
      runs: [growth(({ heapBytes }) => heapBytes)],
      target: MOST_GROWTH,
    },
    { name: `WebAssembly, with weights and cache, at token ${EARLY}`, unit: 'MB', runs: [mega(early.wasmBytes)] },
    // No target: the cache grows with the text there, in doubled buffers.
    {
      name: `its growth to token ${LATE}`,
      unit: 'MB',
      runs: [mega(late.wasmBytes - early.wasmBytes)],
    },
    {
      name: `the cache of ${LATE} tokens`,
      unit: 'MB',
      runs: [mega((model.engine.info.cacheBytesPerToken ?? Number.NaN) * LATE)],
    },
    { name: 'the trace in memory, a token', unit: 'bytes', runs: [late.traceBytes / LATE] },
    { name: 'the trace in a file, a token', unit: 'bytes', runs: [writeRecords(records).length / LATE] },
  ];
}
