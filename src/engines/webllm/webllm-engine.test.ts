import type { MLCEngine } from '@mlc-ai/web-llm';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../decoding/model.ts';
import { prepareRun } from '../../decoding/run.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import { declaredMembers, libraryCode } from '../../testing/webllm/declared-members.ts';
import { openStandIn, openStandInModel } from '../../testing/webllm/open-stand-in.ts';
import { describeEngineContract } from '../contract.ts';
import { ENGINE_NAMES, openPipeline, PIPELINE_NAMES, RUNTIME_NAMES } from './pipeline.ts';
import { WEBLLM_VERSION } from './pinned-version.ts';

const FIRST = [5, 17, 200, 33, 8, 41, 77];
const SECOND = [9, 80, 3, 61, 150, 12];
const POP = 'vm.builtin.kv_state_popn';
const FORK = 'vm.builtin.kv_state_fork_sequence';

for (const [name, kind] of [
  ['attention, all functions', { contextLength: 128 }],
  ['hidden states', { contextLength: 128, hidden: true }],
  ['without functions to go back', { contextLength: 128, without: [POP, FORK] }],
  ['hybrid', { contextLength: 128, kvStateKind: 'hybrid' }],
  ['a cache so small that texts push each other out', { contextLength: 32 }],
] as const) {
  describeEngineContract(`webllm on a strict stand-in: ${name}`, {
    open: () => openStandIn(kind),
    texts: () => [FIRST, SECOND],
    tolerance: 1e-5,
  });
}

describe('what an engine says of its model', () => {
  it('offers everything on attention, nothing that goes back on a recurrent state', async () => {
    const attention = await openStandIn({ contextLength: 64 });
    expect(attention.info.capabilities).toEqual(['bias', 'entropy', 'force', 'rewind', 'probe']);
    const hybrid = await openStandIn({ contextLength: 64, kvStateKind: 'hybrid' });
    expect(hybrid.info.capabilities).toEqual(['bias', 'entropy', 'force']);
    expect(hybrid.info.description).toContain('no rewind');
    const hidden = await openStandIn({ contextLength: 64, hidden: true });
    expect(hidden.info.capabilities).toContain('hidden');
  });

  it('names the functions that a model library lacks, and the slow way that is left', async () => {
    const { info } = await openStandIn({ contextLength: 64, without: [POP] });
    expect(info.description).toContain(`lacks ${POP}: rewinds and probes prefill again`);
    expect(info.capabilities).toContain('rewind');
  });

  it('refuses a sliding window', async () => {
    await expect(openStandIn({ contextLength: 64, slidingWindow: 32 })).rejects.toMatchObject({
      problem: { code: 'model-unsupported' },
    });
  });
});

describe('the library it was written against', () => {
  it('is the one that package.json pins', () => {
    const file: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(file).toMatchObject({ dependencies: { '@mlc-ai/web-llm': WEBLLM_VERSION } });
  });

  it('declares every private name that is leaned on, and has every name of the runtime', () => {
    const pipeline = declaredMembers('llm_chat', 'LLMChatPipeline');
    expect(PIPELINE_NAMES.filter((each) => !pipeline.has(each))).toEqual([]);
    const engine = declaredMembers('engine', 'MLCEngine');
    expect(ENGINE_NAMES.filter((each) => !engine.has(each))).toEqual([]);
    const code = libraryCode();
    expect(RUNTIME_NAMES.filter((each) => !code.includes(`\t\t        ${each}(`))).toEqual([]);
  });

  it('is refused in one sentence where it is another, before anything runs', () => {
    const pipelines = new Map([['m', { tvm: {}, device: {}, vm: {}, params: {}, filledKVCacheLength: 0 }]]);
    const other = { loadedModelIdToPipeline: pipelines } as unknown as MLCEngine;
    expect(() => openPipeline(other, 'm')).toThrow(/lacks pipeline\.embed, .*pipeline\.tvm\.getGlobalFunc.*0\.2\.86/);
    expect(() => openPipeline({} as MLCEngine, 'm')).toThrow(/MLCEngine\.loadedModelIdToPipeline/);
  });
});

const SAMPLING = { temperature: 0.7, topP: 0.95, topK: 0, minP: 0, seed: 5 };

function start(model: Model, prompt: string, id = 'plain') {
  return prepareRun(model, { prompt, strategies: [{ id, settings: {} }], sampling: SAMPLING, maxTokens: 20 }).events();
}

async function finish(model: Model, prompt: string, id?: string): Promise<TokenRecord[]> {
  const records: TokenRecord[] = [];
  for await (const event of start(model, prompt, id)) if (event.kind === 'token') records.push(event.record);
  return records;
}

describe('a run', () => {
  it('gives the same trace again, and leaves the engine usable when it is interrupted', async () => {
    const model = await openStandInModel({ contextLength: 256 });
    const whole = await finish(model, 'one');
    const events = start(model, 'one');
    for (let step = 0; step < 3; step += 1) await events.next();
    await events.return({ reason: 'stopped', interventions: [] });
    expect(await finish(model, 'one')).toEqual(whole);
    await model.engine.dispose();
  });

  it('started while one is going leaves both as they would be alone', async () => {
    for (const contextLength of [256, 64]) {
      const model = await openStandInModel({ contextLength });
      const [one, two] = [await finish(model, 'one'), await finish(model, 'two')];
      const together = await Promise.all([finish(model, 'one'), finish(model, 'two'), finish(model, 'one')]);
      expect(together).toEqual([one, two, one]);
      await model.engine.dispose();
    }
  });

  it('goes on with a reason when another model is loaded meanwhile, and the other model runs', async () => {
    const model = await openStandInModel({ contextLength: 256 });
    const going = start(model, 'one');
    await going.next();
    const [ended] = await Promise.allSettled([finishFrom(going), model.engine.dispose()]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { problem: { code: 'engine-disposed' } } });
    const other = await openStandInModel({ contextLength: 256 });
    expect((await finish(other, 'one')).length).toBeGreaterThan(0);
    await other.engine.dispose();
  });

  it('probes on the side without a trace of it', async () => {
    const model = await openStandInModel({ contextLength: 512 });
    const plain = await finish(model, 'one');
    const probed = prepareRun(model, {
      prompt: 'one',
      strategies: [{ id: 'dynasor', settings: { interval: 4, agreeing: 100 } }],
      sampling: SAMPLING,
      maxTokens: 20,
    });
    const records: TokenRecord[] = [];
    for await (const event of probed.events()) if (event.kind === 'token') records.push(event.record);
    expect(records.flatMap(({ probes }) => probes).length).toBeGreaterThan(0);
    expect(records.map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
    await model.engine.dispose();
  });

  it('ends with a reason when a step fails, and the next one starts from an empty cache', async () => {
    const engine = await openStandIn({ contextLength: 64 });
    const sequence = engine.open();
    await sequence.append(FIRST);
    const before = await sequence.logits();
    // Beyond the vocabulary: the stand-in throws as the real embedding would.
    await expect(sequence.append([100_000])).rejects.toMatchObject({ problem: { code: 'engine-failed' } });
    expect(sequence.length).toBe(FIRST.length);
    await sequence.append([3]);
    await sequence.rewind(FIRST.length);
    expect(await sequence.logits()).toEqual(before);
    await engine.dispose();
  });
});

async function finishFrom(events: ReturnType<typeof start>): Promise<void> {
  for await (const _ of events);
}
