import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WasmModel } from '../engines/onnx/wasm/wasm-model.ts';
import { scatteredIds } from '../testing/logits-along.ts';
import { openPonder } from '../testing/ponder.ts';
import { makeSyntheticModel } from '../testing/synthetic/synthetic-model.ts';
import { openSynthetic } from '../testing/synthetic/open-synthetic.ts';
import type { Model } from './model.ts';
import { prepareRun, type RunSettings } from './run.ts';
import type { TraceEnd } from './trace.ts';

const PROBLEM = 'Start with 3, add 4, multiply by 2. What is the last digit?';
const settings = (strategy: string, seed: number): RunSettings => ({
  prompt: PROBLEM,
  strategies: [{ id: strategy, settings: {} }],
  sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed },
  maxTokens: 40,
});

let model: Model;
beforeAll(async () => {
  model = await openPonder();
});
afterAll(() => model.engine.dispose());

/** All records as text, and how the run ended. */
async function recordsOf(request: RunSettings): Promise<string> {
  const events = prepareRun(model, request).events();
  const lines: string[] = [];
  let step = await events.next();
  for (; !step.done; step = await events.next()) lines.push(JSON.stringify(step.value));
  return [...lines, JSON.stringify(step.value satisfies TraceEnd)].join('\n');
}

/** Counts how many forward passes are under way at the same time, at most. */
function countForwards(): { readonly most: number; readonly all: number } {
  const counts = { most: 0, all: 0 };
  let running = 0;
  const forward = Reflect.get(WasmModel.prototype, 'forward') as (...step: unknown[]) => Promise<void>;
  vi.spyOn(WasmModel.prototype, 'forward').mockImplementation(async function counted(this: WasmModel, step) {
    running += 1;
    counts.all += 1;
    counts.most = Math.max(counts.most, running);
    try {
      await Reflect.apply(forward, this, [step]);
    } finally {
      running -= 1;
    }
  });
  return counts;
}

describe('two runs started at once', () => {
  afterEach(() => vi.restoreAllMocks());

  it('take turns and never overlap: each gives the bytes that it gives alone', async () => {
    const requests = [settings('cyclic-reflex', 7), settings('certainty-guided', 8), settings('srgen', 9)];
    const alone: string[] = [];
    for (const request of requests) alone.push(await recordsOf(request));
    const forwards = countForwards();
    expect(await Promise.all(requests.map(recordsOf))).toEqual(alone);
    expect(forwards.all).toBeGreaterThan(100);
    expect(forwards.most).toBe(1);
  });

  it('of two models, whose engines share the runtime, do so too', async () => {
    const alone = await recordsOf(settings('plain', 3));
    const other = await openSynthetic(makeSyntheticModel({ contextLength: 128 }));
    const forwards = countForwards();
    const others = other.open();
    const feedOthers = async (): Promise<void> => {
      for (let id = 0; id < 60; id += 1) await others.append([id]);
    };
    const [beside] = await Promise.all([recordsOf(settings('plain', 3)), feedOthers()]);
    expect(beside).toBe(alone);
    expect(forwards.most).toBe(1);
    await other.dispose();
  });
});

describe('a run whose engine goes away', () => {
  const problem = {
    code: 'engine-disposed',
    message: expect.stringMatching(/was closed/) as unknown,
    hint: expect.stringMatching(/Load the model/) as unknown,
  };

  it('in the middle, or before it began, ends with what to do; the model loads and runs again afterwards', async () => {
    const going = await openPonder();
    const events = prepareRun(going, settings('plain', 5)).events();
    expect(await events.next()).toMatchObject({ done: false });
    await going.engine.dispose();
    const rest = async (): Promise<void> => {
      while (!(await events.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ problem });
    await expect(prepareRun(going, settings('plain', 5)).events().next()).rejects.toMatchObject({ problem });
    await going.engine.dispose(); // again: nothing happens
    const again = await openPonder();
    expect(await prepareRun(again, settings('plain', 5)).events().next()).toMatchObject({ done: false });
    await again.engine.dispose();
  });
});

describe('a context that is full', () => {
  it('ends a run with everything it has; a step beyond says how much fits and what to do', async () => {
    const small = await openSynthetic(makeSyntheticModel({ contextLength: 128 }));
    const { contextLength } = small.info;
    const sequence = small.open();
    await sequence.append(scatteredIds(contextLength, 300));
    const full = await sequence.logits();
    await expect(sequence.append([1])).rejects.toMatchObject({
      problem: {
        code: 'prompt-too-long',
        message: expect.stringMatching(`${contextLength + 1} tokens.*${contextLength}`) as unknown,
        hint: expect.stringMatching(/Shorten/) as unknown,
      },
    });
    expect(await sequence.logits()).toEqual(full);
    await small.dispose();
    const tight = { ...model, facts: { ...model.facts, contextLength: 60 } };
    const events = prepareRun(tight, { ...settings('plain', 7), maxTokens: 1000 }).events();
    let step = await events.next();
    while (!step.done) step = await events.next();
    expect(step.value).toMatchObject({ reason: 'context' });
  });
});
