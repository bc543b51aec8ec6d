import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Strategy } from '../control/strategy.ts';
import { cyclicReflex } from '../control/strategies/cyclic-reflex.ts';
import { checkSettings } from '../control/settings.ts';
import { openPonder } from '../testing/ponder.ts';
import { decode, type DecodeInput } from './decode.ts';
import { firstDivergence } from './divergence.ts';
import type { Model } from './model.ts';
import type { NamedStrategy } from './moments.ts';
import { prepareRun } from './run.ts';
import type { TokenRecord, TraceEnd } from './trace.ts';

const PROBLEM = 'Start with 3, subtract 9, add 3, subtract 4, subtract 4. What is the last digit?';
const SAMPLING = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 };

let model: Model;
beforeAll(async () => {
  model = await openPonder();
});
afterAll(() => model.engine.dispose());

interface Outcome {
  readonly records: TokenRecord[];
  readonly end: TraceEnd;
  readonly length: number;
}

/** Decodes with strategies of the test's own, keeping what a page would show. */
async function run(
  strategies: readonly (Strategy | NamedStrategy)[],
  change: Partial<DecodeInput> = {},
): Promise<Outcome> {
  const { header } = prepareRun(model, { prompt: PROBLEM, strategies: [], sampling: SAMPLING, maxTokens: 1 });
  const sequence = model.engine.open();
  await sequence.append(header.promptIds);
  const records: TokenRecord[] = [];
  const events = decode({
    sequence,
    tokenizer: model.tokenizer,
    projection: () => model.engine.projection(),
    prompt: header.prompt,
    promptIds: header.promptIds,
    resumed: [],
    thinking: model.facts.thinking,
    stopIds: model.config.stopIds,
    strategies: strategies.map((strategy, index) =>
      'strategy' in strategy ? strategy : { id: `s${index}`, strategy },
    ),
    sampling: SAMPLING,
    maxTokens: 24,
    contextLength: model.facts.contextLength,
    ...change,
  });
  while (true) {
    const step = await events.next();
    if (step.done) return { records, end: step.value, length: sequence.length - header.promptIds.length };
    if (step.value.kind === 'token') records.push(step.value.record);
    else records.length = step.value.length;
  }
}

const ids = (outcome: Outcome): number[] => outcome.records.map((record) => record.id);
const text = (outcome: Outcome): string => outcome.records.map((record) => record.text).join('');
const acts = (at: number, action: ReturnType<NonNullable<Strategy['plan']>>[number]): Strategy => {
  let done = false;
  return {
    plan(past) {
      if (done || past.length !== at) return [];
      done = true;
      return [action];
    },
  };
};

describe('the loop', () => {
  it('gives the same records for the same settings, byte for byte', async () => {
    expect(JSON.stringify(await run([]))).toBe(JSON.stringify(await run([])));
  });

  it('ends where the model stops, with its thinking closed and text that joins to the output', async () => {
    const outcome = await run([], { maxTokens: 600 });
    expect(outcome.end.reason).toBe('end');
    expect(text(outcome)).toBe(model.tokenizer.decode(ids(outcome).slice(0, -1)));
    const phases = outcome.records.map((record) => record.phase);
    expect(phases[0]).toBe('thinking');
    expect(phases.lastIndexOf('thinking')).toBe(
      outcome.records.findIndex((record) => record.text.includes('</think>')),
    );
    expect(phases.at(-1)).toBe('answer');
  });

  it('says which limit ended a run', async () => {
    expect((await run([], { maxTokens: 3 })).end.reason).toBe('length');
    const { header } = prepareRun(model, { prompt: PROBLEM, strategies: [], sampling: SAMPLING, maxTokens: 1 });
    const tight = await run([], { contextLength: header.promptIds.length + 5 });
    expect(tight).toMatchObject({ end: { reason: 'context' }, length: 5 });
  });

  it('ends a loop, and thinking over its budget, where it is asked to', async () => {
    const stuck: Strategy = { plan: () => [{ kind: 'bias', tokens: [7], value: 1000, reason: 'stuck' }] };
    const loop = await run([stuck], { maxTokens: 60, limits: { loopRepeats: 3, thinkingBudget: 0 } });
    expect([loop.end.reason, loop.records.length]).toEqual(['loop', 24]);
    expect((await run([stuck], { maxTokens: 60 })).end.reason).toBe('length');
    const thinking = await run([], { limits: { loopRepeats: 3, thinkingBudget: 5 } });
    expect([thinking.end.reason, thinking.records.length]).toEqual(['thinking', 5]);
  });

  it('records the distribution, the draw and the change', async () => {
    const wave = cyclicReflex.create(
      checkSettings(cyclicReflex, { amplitude: 3, period: 20, vocabulary: 'words' }),
      model.facts,
      { uniform: () => 0.5 },
    );
    const { records } = await run([{ id: 'cyclic-reflex', strategy: wave }]);
    const fifth = records[5];
    expect(fifth?.interventions).toMatchObject([
      {
        kind: 'bias',
        strategy: 'cyclic-reflex',
        value: 3,
        reason: expect.stringContaining('Position 5 of a period of 20'),
      },
    ]);
    expect(fifth?.statistics?.divergence).toBeGreaterThan(0);
    expect(fifth?.statistics?.before.length).toBe(8);
    expect(fifth?.statistics?.after?.length).toBe(8);
    expect(records[0]?.interventions).toEqual([]); // the wave starts at 0
    expect(records[0]?.statistics?.after).toBeUndefined();
  });
});

const raise = (tokens: readonly number[], value: number): Strategy => ({
  plan: () => [{ kind: 'bias', tokens, value, reason: 'test' }],
});

describe('biases', () => {
  it('of zero change nothing at all', async () => {
    expect(JSON.stringify(await run([raise([5], 0)]))).toBe(JSON.stringify(await run([])));
  });

  it('add up, in either order', async () => {
    const [a, b] = [raise(model.reflectionIds, 2), raise(model.reflectionIds.slice(0, 3), -1.5)];
    expect(ids(await run([a, b]))).toEqual(ids(await run([b, a])));
  });

  it('that ban a token keep it out, with finite statistics', async () => {
    const plain = await run([]);
    const banned = plain.records[0]?.id ?? 0;
    const outcome = await run([raise([banned], -Infinity)]);
    expect(ids(outcome)).not.toContain(banned);
    expect(outcome.records[0]?.interventions).toMatchObject([{ value: null }]);
    expect(Number.isFinite(outcome.records[0]?.statistics?.divergence)).toBe(true);
  });

  it('part two lanes first at a token that was raised, or away from one that was lowered', async () => {
    const plain = await run([], { maxTokens: 200 });
    const raised = await run([raise(model.reflectionIds, 4)], { maxTokens: 200, sampling: { ...SAMPLING, topP: 1 } });
    const free = await run([], { maxTokens: 200, sampling: { ...SAMPLING, topP: 1 } });
    const at = firstDivergence(raised.records, free.records);
    expect(at).not.toBeNull();
    expect(model.reflectionIds).toContain(raised.records[at ?? 0]?.id);
    expect(plain.records.length).toBeGreaterThan(0);
  });

  it('from review count as those from plan', async () => {
    const tokens = model.reflectionIds;
    const reviewed: Strategy = { review: () => [{ kind: 'bias', tokens, value: 3, reason: 'test' }] };
    expect(JSON.stringify(await run([reviewed]))).toBe(JSON.stringify(await run([raise(tokens, 3)])));
  });

  it('of one strategy are seen by the review of the next', async () => {
    const entropies: number[] = [];
    const watcher: Strategy = {
      review(distribution) {
        entropies.push(distribution.final.entropy - distribution.base.entropy);
        return [];
      },
    };
    await run([{ review: () => [{ kind: 'bias', tokens: model.reflectionIds, value: 5, reason: 'test' }] }, watcher], {
      maxTokens: 4,
    });
    expect(entropies.some((change) => change !== 0)).toBe(true);
  });
});

describe('actions', () => {
  it('force puts text in without a draw and goes on after it', async () => {
    const outcome = await run([acts(4, { kind: 'force', text: '\n\nWait', reason: 'test' })]);
    const forced = outcome.records.filter((record) => record.source === 'forced');
    expect(forced.map((record) => record.text).join('')).toBe('\n\nWait');
    expect(forced[0]).toMatchObject({
      position: 4,
      statistics: null,
      interventions: [{ kind: 'force', strategy: 's0', text: '\n\nWait' }],
    });
    expect(outcome.records.at(-1)?.source).toBe('sampled');
    expect(outcome.length).toBe(outcome.records.length);
  });

  it('close ends the thinking', async () => {
    const outcome = await run([acts(4, { kind: 'close', text: '\n\n</think>\n\n', reason: 'test' })]);
    expect(outcome.records.at(-1)?.phase).toBe('answer');
  });

  it('replace withdraws the token, which costs no position, and keeps it in the record', async () => {
    const plain = await run([]);
    const swap: Strategy = {
      chosen: (token, past) =>
        past.length === 2 ? [{ kind: 'replace', text: 'Hmm', reason: `not ${token.text}` }] : [],
    };
    const outcome = await run([swap]);
    expect(outcome.records[2]).toMatchObject({ text: 'Hmm', source: 'forced' });
    expect(outcome.records[2]?.interventions).toMatchObject([
      { kind: 'replace', withdrawn: [{ id: plain.records[2]?.id, text: plain.records[2]?.text }] },
    ]);
  });

  it('rewind drops tokens, as if they had never been', async () => {
    const plain = await run([], { maxTokens: 6 });
    const outcome = await run([acts(6, { kind: 'rewind', count: 3, text: '', reason: 'test' })], { maxTokens: 7 });
    expect(ids(outcome).slice(0, 6)).toEqual(ids(plain)); // the same random numbers belong to the same positions
    expect(outcome.records[3]?.interventions).toMatchObject([
      { kind: 'rewind', withdrawn: [{ id: plain.records[3]?.id }, {}, {}] },
    ]);
    expect(outcome.length).toBe(outcome.records.length);
  });

  it('rewind after a draw withdraws the token that was drawn and those before it', async () => {
    const plain = await run([], { maxTokens: 6 });
    const undo: Strategy = {
      chosen: (_, past) => (past.length === 5 && past.tokens[3]?.source === 'sampled' ? [back] : []),
    };
    const back = { kind: 'rewind', count: 2, text: 'Hmm', reason: 'test' } as const;
    const outcome = await run([undo], { maxTokens: 6 });
    expect(ids(outcome).slice(0, 3)).toEqual(ids(plain).slice(0, 3));
    expect(outcome.records[3]).toMatchObject({ text: 'Hmm', source: 'forced' });
    expect(outcome.records[3]?.interventions).toMatchObject([
      {
        kind: 'rewind',
        withdrawn: ids(plain)
          .slice(3)
          .map((id) => ({ id })),
      },
    ]);
    expect(outcome.length).toBe(outcome.records.length);
  });

  it('stop ends the run, and says who did it', async () => {
    const outcome = await run([acts(3, { kind: 'stop', reason: 'enough' })]);
    expect(outcome.records.length).toBe(3);
    expect(outcome.end).toMatchObject({
      reason: 'strategy',
      interventions: [{ kind: 'stop', strategy: 's0', reason: 'enough' }],
    });
  });

  it('are done in the order they are returned', async () => {
    const both: Strategy = {
      plan: (past) =>
        past.length === 3
          ? [
              { kind: 'force', text: 'But', reason: 'a' },
              { kind: 'stop', reason: 'b' },
            ]
          : [],
    };
    const outcome = await run([both]);
    expect(outcome.records.map((record) => record.source)).toEqual(['sampled', 'sampled', 'sampled', 'forced']);
    expect(outcome.end.reason).toBe('strategy');
  });

  it('of a later strategy are overruled by those of an earlier one, and recorded so', async () => {
    const outcome = await run(
      [acts(2, { kind: 'force', text: 'But', reason: 'first' }), acts(2, { kind: 'stop', reason: 'second' })],
      { maxTokens: 5 },
    );
    expect(outcome.end.reason).toBe('length');
    expect(outcome.records[2]?.interventions).toMatchObject([
      { strategy: 's0', kind: 'force' },
      { strategy: 's1', kind: 'stop', overruledBy: 's0' },
    ]);
  });
});

describe('a probe before the token that was drawn', () => {
  it('continues without it, ends at its stop text, and is recorded with what comes next', async () => {
    const plain = await run([], { maxTokens: 12 });
    const stop = plain.records[8]?.text ?? '';
    const probing: Strategy = {
      async chosen(token, past, tools) {
        if (past.length !== 6) return [];
        await tools.probe({
          prompt: token.text,
          maxTokens: 12,
          temperature: 0,
          topP: 1,
          stop: [stop],
          measure: () => ({}),
        });
        return [];
      },
    };
    const outcome = await run([probing], { maxTokens: 12 });
    expect(ids(outcome)).toEqual(ids(plain));
    expect(outcome.records.map(({ probes }) => probes.length)).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    const probed = outcome.records[6]?.probes[0]?.tokens ?? [];
    // The text of the drawn token stands in the prompt: the probe sees what the output sees.
    expect(probed[0]?.listed[0]).toBe(outcome.records[7]?.statistics?.before[0]?.[1]);
    const withStop = probed.findIndex(({ text: each }) => each.includes(stop));
    expect(withStop === -1 ? probed.length : withStop + 1).toBe(probed.length);
  });
});
