import type { LogitProcessor } from '@mlc-ai/web-llm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import examples from '../../models/ponder/examples.json' with { type: 'json' };
import type { SettingValue } from '../control/vocabulary.ts';
import type { Model } from '../decoding/model.ts';
import { prepareRun } from '../decoding/run.ts';
import type { TokenRecord } from '../decoding/trace.ts';
import { openPonder, ponderJson } from '../testing/ponder.ts';
import type { ControlOptions, TokenReport } from './control-options.ts';
import { ControlledLogitProcessor } from './webllm.ts';

/** The door of WebLLM, with our own engine in the place of WebLLM: the same numbers must give the same tokens. */

const SAMPLING = { temperature: 0.8, topP: 0.95, topK: 0, minP: 0, seed: 11 };
const MOST = 120;
const prompt = examples[0]?.problem ?? '';

let model: Model;
beforeAll(async () => {
  model = await openPonder();
}, 120_000);
afterAll(() => model.engine.dispose());

async function ours(id: string, settings: Readonly<Record<string, SettingValue>>): Promise<TokenRecord[]> {
  const run = prepareRun(model, { prompt, strategies: [{ id, settings }], sampling: SAMPLING, maxTokens: MOST });
  const records: TokenRecord[] = [];
  for await (const event of run.events()) if (event.kind === 'token') records.push(event.record);
  return records;
}

function processorFor(options: Partial<ControlOptions>, text: string): ControlledLogitProcessor {
  return new ControlledLogitProcessor({
    tokenizerJson: ponderJson('tokenizer.json'),
    tokenizerConfig: ponderJson('tokenizer_config.json'),
    stopIds: [...model.facts.stopIds],
    strategies: [],
    prompt: text,
    ...options,
  });
}

/** A host's loop that takes the likeliest token. */
async function hosted(processor: LogitProcessor, promptIds: readonly number[], most = MOST): Promise<number[]> {
  const sequence = model.engine.open();
  await sequence.append(promptIds);
  const ids: number[] = [];
  processor.resetState();
  while (ids.length < most) {
    const logits = new Float32Array(768); // padded, as WebLLM's are
    logits.set(await sequence.logits());
    const edited = processor.processLogits(logits);
    const id = edited.indexOf(edited.reduce((a, b) => Math.max(a, b)));
    processor.processSampledToken(id);
    ids.push(id);
    if (model.facts.stopIds.has(id)) break;
    await sequence.append([id]);
  }
  sequence.dispose();
  return ids;
}

function promptOf(): { text: string; ids: readonly number[] } {
  const { header } = prepareRun(model, { prompt, strategies: [], sampling: SAMPLING, maxTokens: 1 });
  return { text: header.prompt, ids: header.promptIds };
}

const padded = (logits: Float32Array): Float32Array => {
  const all = new Float32Array(768);
  all.set(logits);
  return all;
};

describe('a hook that draws', { timeout: 300_000 }, () => {
  it.each<[string, Readonly<Record<string, SettingValue>>]>([
    ['plain', {}],
    ['cyclic-reflex', { amplitude: 5, period: 40, vocabulary: 'words' }],
    ['srgen-logit', { minThreshold: 0.3, staticThreshold: 0.4, minDeviation: 0.1, deviations: 1 }],
    ['no-wait', {}],
    ['alpha-one', { averageThinking: 40, maxTokens: 100 }],
    ['first-answer', { candidates: 1 }],
  ])('gives the tokens and the record of our own loop: %s', async (id, settings) => {
    const expected = await ours(id, settings);
    const reports: TokenReport[] = [];
    const { text, ids } = promptOf();
    const strategies = [{ id, settings }];
    const processor = processorFor({ strategies, sampling: SAMPLING, onToken: (report) => reports.push(report) }, text);
    const found = await hosted(processor, ids, Math.max(expected.length, 1));
    expect(found.slice(0, expected.length)).toEqual(expected.map((record) => record.id));
    expect(reports.slice(0, expected.length)).toEqual(expected);
    if (id !== 'plain') expect(reports.some(({ interventions }) => interventions.length > 0)).toBe(true);
  });

  it('starts anew at every request', async () => {
    const { text, ids } = promptOf();
    const processor = processorFor({ strategies: [{ id: 'alpha-one' }], sampling: SAMPLING }, text);
    const cut = await hosted(processor, ids, 30);
    expect((await hosted(processor, ids)).slice(0, 30)).toEqual(cut);
  });
});

describe('a hook in a host that draws', () => {
  it('adds the published bias to the logits before temperature, and nothing else', async () => {
    const { text, ids } = promptOf();
    const bias = 2.5;
    const settings = { bias, vocabulary: 'words' };
    const processor = processorFor({ strategies: [{ id: 'constant-bias', settings }] }, text);
    const sequence = model.engine.open();
    await sequence.append(ids);
    const logits = await sequence.logits();
    const edited = processor.processLogits(padded(logits));
    const changed = new Set([...logits.keys()].filter((id) => edited[id] !== logits[id]));
    expect([...changed]).toEqual([...model.reflectionIds]);
    for (const id of changed) expect(edited[id]).toBeCloseTo((logits[id] ?? 0) + bias, 5);
    sequence.dispose();
  });

  it('bans with finite numbers', async () => {
    const processor = processorFor({ strategies: [{ id: 'no-wait' }] }, '');
    const edited = processor.processLogits(new Float32Array(704).fill(1));
    expect(edited.every(Number.isFinite)).toBe(true);
    expect(edited.filter((value) => value < -1e8).length).toBeGreaterThan(0);
  });
});

describe('a strategy that no hook can run', () => {
  it.each(['certainty-guided', 'deer', 'dynasor', 's1', 'hint', 'srgen', 'slot'])('is refused: %s', (id) => {
    expect(() => processorFor({ strategies: [{ id }], sampling: SAMPLING }, '')).toThrow(/which this engine or model/);
  });

  it('is refused without a draw of ours: alpha-one', () => {
    expect(() => processorFor({ strategies: [{ id: 'alpha-one' }] }, '')).toThrow(/needs force/);
  });

  it('says what settings cannot act', () => {
    const strategies = [{ id: 'cyclic-reflex', settings: { period: 5000 } }];
    expect(processorFor({ strategies, contextLength: 1024 }, '').warnings[0]).toContain('never turns');
  });
});
