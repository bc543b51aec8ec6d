import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPonder } from '../testing/ponder.ts';
import type { Branch } from './branch.ts';
import type { Model } from './model.ts';
import { KeptSequences } from './kept-sequences.ts';
import { prepareRun, type RunSettings, type RunSurroundings } from './run.ts';
import { readTrace, writeTrace } from './trace-file.ts';
import type { TokenRecord, Trace, TraceEnd } from './trace.ts';

const PLAIN = [{ id: 'plain', settings: {} }];
const WAVE = [{ id: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25, vocabulary: 'words' } }];
const SETTINGS: RunSettings = {
  prompt: 'Start with 3, subtract 9, add 3. What is the last digit?',
  strategies: PLAIN,
  sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 },
  maxTokens: 40,
};

let model: Model;
let whole: Trace;
beforeAll(async () => {
  model = await openPonder();
  whole = await run(SETTINGS);
});
afterAll(() => model.engine.dispose());

async function run(
  settings: RunSettings,
  resumed: readonly TokenRecord[] = [],
  surroundings: RunSurroundings = {},
): Promise<Trace> {
  const { header, events } = prepareRun(model, settings, resumed, surroundings);
  const records = [...resumed];
  const iterator = events();
  let end: TraceEnd | null = null;
  while (!end) {
    const step = await iterator.next();
    if (step.done) end = step.value;
    else if (step.value.kind === 'token') records.push(step.value.record);
    else records.length = step.value.length;
  }
  return { header, records, texts: {}, end };
}

function branchAt(at: number, put: number | null): Branch {
  const old = whole.records[at];
  const insteadOf = { id: old?.id ?? 0, text: old?.text ?? '', logprob: old?.statistics?.logprob[1] ?? null };
  return { at, strategies: PLAIN, put: put === null ? null : { id: put, reason: 'Chosen by hand', insteadOf } };
}

it('with the same strategies a branch draws what the run drew', async () => {
  const branch = branchAt(9, null);
  const same = await run({ ...SETTINGS, branch }, whole.records.slice(0, 9));
  expect(same.records).toEqual(whole.records);
  expect(same.header).toMatchObject({ seams: [9], branch: { at: 9, put: null, strategies: PLAIN } });
});

it('keeps the beginning, puts the token in with what it replaced, and goes on from it', async () => {
  const [, other] = whole.records[9]?.statistics?.before ?? [];
  const put = other?.[0] ?? 0;
  const branch = branchAt(9, put);
  const { records, header, texts, end } = await run({ ...SETTINGS, branch }, whole.records.slice(0, 9));
  expect(records.slice(0, 9)).toEqual(whole.records.slice(0, 9));
  expect(records[9]).toMatchObject({ position: 9, id: put, source: 'forced', statistics: null });
  expect(records[9]?.interventions).toMatchObject([
    { kind: 'replace', strategy: 'branch', reason: 'Chosen by hand', withdrawn: [{ id: whole.records[9]?.id }] },
  ]);
  expect(records.length).toBeGreaterThan(10);
  expect(records[10]?.source).toBe('sampled');
  const trace = { header, records, texts, end };
  expect(readTrace(writeTrace(trace))).toEqual(trace);
});

it('a branch that was cut off goes on without putting its token in again', async () => {
  const put = whole.records[0]?.id ?? 0;
  const branch = branchAt(9, put);
  const first = await run({ ...SETTINGS, branch }, whole.records.slice(0, 9));
  const again = await run({ ...SETTINGS, branch }, first.records.slice(0, 14));
  expect(again.records).toEqual(first.records);
});

it('other strategies act from the branch on, and not before', async () => {
  const { records } = await run(
    { ...SETTINGS, strategies: WAVE, branch: branchAt(9, null) },
    whole.records.slice(0, 9),
  );
  expect(records.slice(0, 9).every(({ interventions }) => interventions.length === 0)).toBe(true);
  expect(records[9]?.interventions).toMatchObject([{ kind: 'bias', strategy: 'cyclic-reflex' }]);
});

it('a token that ends the run ends the branch', async () => {
  const [stop = 0] = model.config.stopIds;
  const { records, end } = await run({ ...SETTINGS, branch: branchAt(9, stop) }, whole.records.slice(0, 9));
  expect([records.length, records[9]?.text, end?.reason]).toEqual([10, '', 'end']);
});

/** Branches at a position and tells what it went on from. */
async function branchIn(kept: KeptSequences, at: number, strategies = PLAIN): Promise<{ trace: Trace; from: string }> {
  let from = '';
  const settings = { ...SETTINGS, strategies, branch: branchAt(at, null), keep: true };
  const trace = await run(settings, whole.records.slice(0, at), { kept, onBranch: (word) => (from = word) });
  return { trace, from };
}

/** What was drawn from the sixth token on, and what was done before. */
const corrections = ({ records }: Trace) =>
  records.slice(6).map(({ id, interventions }) => [id, ...interventions.map(({ kind }) => kind)]);

describe('in the cache of the run it leaves', () => {
  it('gives what a branch gives that computes its beginning again, to the last digit', async () => {
    const kept = new KeptSequences();
    await run({ ...SETTINGS, keep: true }, [], { kept });
    const { trace, from } = await branchIn(kept, 9, WAVE);
    const again = await run({ ...SETTINGS, strategies: WAVE, branch: branchAt(9, null) }, whole.records.slice(0, 9));
    expect(from).toBe('cache');
    expect(trace).toEqual(again);
    kept.clear();
  });

  it('leaves the shared beginning for the next branch, and what lay behind it is computed again', async () => {
    const kept = new KeptSequences();
    await run({ ...SETTINGS, keep: true }, [], { kept });
    expect((await branchIn(kept, 9, WAVE)).from).toBe('cache');
    expect((await branchIn(kept, 9)).from).toBe('cache');
    expect((await branchIn(kept, 5, WAVE)).from).toBe('cache');
    expect((await branchIn(kept, 20)).from).toBe('tokens');
    kept.clear();
    expect((await branchIn(kept, 9)).from).toBe('tokens');
    kept.clear();
  });

  it('is there for a run that was stopped, and not where memory does not allow it', async () => {
    const kept = new KeptSequences();
    const { events } = prepareRun(model, { ...SETTINGS, keep: true }, [], { kept });
    const iterator = events();
    for (let tokens = 0; tokens < 12; tokens += 1) await iterator.next();
    await iterator.return({ reason: 'stopped', interventions: [] });
    expect((await branchIn(kept, 9)).from).toBe('cache');
    kept.clear();

    const sequence = model.engine.open();
    await sequence.append([1, 2]);
    const needs = { hidden: false, candidates: 0 };
    kept.keep(sequence, [1, 2], needs, { ...model.engine.info, cacheBytesPerToken: 1e9 });
    expect(await kept.take([1], needs)).toBeNull();
  });

  it('has the hidden states that its strategy asks for', async () => {
    const kept = new KeptSequences();
    const needs = { hidden: true, candidates: 0 };
    const sequence = model.engine.open();
    await sequence.append([1, 2]);
    kept.keep(sequence, [1, 2], { hidden: false, candidates: 0 }, model.engine.info);
    expect(await kept.take([1], needs)).toBeNull();
    expect((await kept.take([1], { ...needs, hidden: false }))?.length).toBe(1);
  });

  it.each(['exact', 'truncated'])(
    'corrects as a branch does whose context is computed again: srgen, %s',
    async (loss) => {
      const low = {
        window: 8,
        deviations: 1,
        minDeviation: 0.1,
        minThreshold: 0.2,
        staticThreshold: 0.3,
        maxTriggers: 100,
      };
      const strategies = [{ id: 'srgen', settings: { ...low, loss } }];
      const kept = new KeptSequences();
      const left = await run({ ...SETTINGS, strategies, keep: true }, [], { kept });
      let from = '';
      const surroundings: RunSurroundings = { kept, onBranch: (word) => (from = word) };
      const settings = { ...SETTINGS, strategies, branch: branchAt(6, null) };
      const beginning = left.records.slice(0, 6);
      const [there, again] = [await run(settings, beginning, surroundings), await run(settings, beginning)];
      expect(from).toBe('cache');
      expect(corrections(there).flat()).toContain('offset');
      expect(corrections(there)).toEqual(corrections(again));
      kept.clear();
    },
  );
});
