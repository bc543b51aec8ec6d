import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import examples from '../../models/ponder/examples.json' with { type: 'json' };
import { countCandidates } from '../control/candidate-answers.ts';
import { answerBeforeBrace, hasSettled, isSameAnswer } from '../control/early-exit/agreement.ts';
import { findWords } from '../control/reflection-vocabulary.ts';
import { silverBias } from '../control/strategies/silver.ts';
import { NO_WAIT_KEYWORDS } from '../control/strategies/no-wait.ts';
import { findStrategy } from '../control/strategies/index.ts';
import type { Settings } from '../control/strategy.ts';
import { openPonder } from '../testing/ponder.ts';
import { firstDivergence } from './divergence.ts';
import type { Model } from './model.ts';
import { prepareRun } from './run.ts';
import type { RecordedIntervention, TokenRecord, TraceEnd } from './trace.ts';

/**
 * One test per rival method: what its paper says it does, read off the traces of the embedded model, against its own
 * neutral settings. Nothing here depends on what Ponder says: a test looks for occasions, and fails when there were none.
 */

const PROBLEMS = examples;
const MAX_TOKENS = 220;

interface Run {
  readonly records: readonly TokenRecord[];
  readonly end: TraceEnd;
}

let model: Model;
beforeAll(async () => {
  model = await openPonder();
});
afterAll(() => model.engine.dispose());

async function runOne(index: number, id: string, settings: Settings): Promise<Run> {
  const sampling = { temperature: 1.1, topP: 0.95, topK: 0, minP: 0, seed: 500 + index };
  const prompt = PROBLEMS[index % PROBLEMS.length]?.problem ?? '';
  const { events } = prepareRun(model, { prompt, strategies: [{ id, settings }], sampling, maxTokens: MAX_TOKENS });
  const records: TokenRecord[] = [];
  const iterator = events();
  while (true) {
    const step = await iterator.next();
    if (step.done) return { records, end: step.value };
    if (step.value.kind === 'token') records.push(step.value.record);
    else records.length = step.value.length;
  }
}

async function runAll(id: string, settings: Settings, count = PROBLEMS.length): Promise<Run[]> {
  const runs: Run[] = [];
  for (let index = 0; index < count; index += 1) runs.push(await runOne(index, id, settings));
  return runs;
}

const neutralRuns = new Map<string, Promise<Run>>();
/** Neutral settings change nothing (properties.test.ts), so that one run per problem serves all methods. */
async function neutral(id: string, index: number): Promise<Run> {
  const known = neutralRuns.get(String(index));
  if (known) return known;
  const run = runOne(index, id, findStrategy(id).neutral);
  neutralRuns.set(String(index), run);
  return run;
}

const text = (records: readonly TokenRecord[]): string => records.map((record) => record.text).join('');
const actionsOf = (record: TokenRecord | undefined, kind: RecordedIntervention['kind']): RecordedIntervention[] =>
  (record?.interventions ?? []).filter((entry) => entry.kind === kind);
/** Records on which an action of this kind was taken. */
const having = ({ records }: Run, kind: RecordedIntervention['kind']): readonly TokenRecord[] =>
  records.filter((record) => actionsOf(record, kind).length > 0);
const withdrawnFrom = (record: TokenRecord): string =>
  record.interventions
    .flatMap((entry) => ('withdrawn' in entry ? (entry.withdrawn ?? []) : []))
    .map((token) => token.text)
    .join('');
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const countReflections = (runs: readonly Run[]): number =>
  runs
    .flatMap(({ records }) => records)
    .filter(({ id, phase }) => phase === 'thinking' && model.reflectionIds.includes(id)).length;

/** Every probe with its confidence, and the record it was made for. */
const probesOf = (runs: readonly Run[]) =>
  runs.flatMap(({ records }) =>
    records.flatMap((record) =>
      record.probes.map((probe) => ({ record, confidence: probe.values['confidence'] ?? Number.NaN })),
    ),
  );

/** Where the strategies part from plain, an intervention stands at that token or before it. */
async function expectCausedBy(id: string, runs: readonly Run[]): Promise<void> {
  let parted = 0;
  for (const [index, { records }] of runs.entries()) {
    const at = firstDivergence((await neutral(id, index)).records, records);
    if (at === null) continue;
    parted += 1;
    const cause = records.slice(0, at + 1).some(({ interventions }) => interventions.length > 0);
    expect(cause, `problem ${index} parts at ${at}`).toBe(true);
  }
  expect(parted).toBeGreaterThan(0);
}

describe('schedules', () => {
  it('constant-bias moves the number of reflections both ways', async () => {
    const settings = { vocabulary: 'words' };
    const less = await runAll('constant-bias', { ...settings, bias: -5 });
    const more = await runAll('constant-bias', { ...settings, bias: 3 });
    const plain = await Promise.all(PROBLEMS.map((_, index) => neutral('constant-bias', index)));
    expect(countReflections(less)).toBeLessThan(countReflections(plain));
    expect(countReflections(more)).toBeGreaterThan(countReflections(plain));
    await expectCausedBy('constant-bias', more);
  });

  it('silver raises by powers of two at every position of the thinking, and at none after it', async () => {
    const runs = await runAll('silver', { vocabulary: 'words', scale: 0.5 }, 3);
    for (const { records } of runs) {
      for (const record of records) {
        const [bias] = actionsOf(record, 'bias');
        if (record.phase === 'answer') expect(bias).toBeUndefined();
        else expect(bias).toMatchObject({ value: 0.5 * silverBias(record.position, { ratio: 2, wrap: 64 }) });
      }
    }
    await expectCausedBy('silver', runs);
  });

  it('tip penalises inside the window of a thought, and not beyond it', async () => {
    const duration = 12;
    const runs = await runAll('tip', { vocabulary: 'words', penalty: 1, duration });
    const restarted: number[] = [];
    for (const { records } of runs) {
      let thought = 0;
      for (const [position, record] of records.entries()) {
        const penalised = actionsOf(record, 'bias').length > 0;
        expect(penalised).toBe(record.phase === 'thinking' && position < thought + duration);
        if (penalised && thought > 0) restarted.push(position);
        if (model.reflectionIds.includes(record.id)) thought = position;
      }
    }
    expect(restarted.length).toBeGreaterThan(0);
  });

  it('no-wait lets no form of its words through', async () => {
    const runs = await runAll('no-wait', {});
    const banned = new Set(findWords(model.tokenizer, NO_WAIT_KEYWORDS).tokens);
    const said = await Promise.all(PROBLEMS.map((_, index) => neutral('no-wait', index)));
    expect(said.flatMap(({ records }) => records).some(({ id }) => banned.has(id))).toBe(true);
    expect(runs.flatMap(({ records }) => records).filter(({ id }) => banned.has(id))).toEqual([]);
    await expectCausedBy('no-wait', runs);
  });
});

describe('budgets', () => {
  it('s1 drops the end of thinking and goes on after "Wait", so many times', async () => {
    const runs = await runAll('s1', { ignores: 2 });
    const ignored = runs.map((run) => having(run, 'replace'));
    expect(Math.max(...ignored.map((records) => records.length))).toBe(2);
    for (const record of ignored.flat()) {
      expect(record).toMatchObject({ text: 'Wait', source: 'forced', phase: 'thinking' });
      expect(withdrawnFrom(record)).toContain(model.facts.thinking.close);
    }
    const longer = await Promise.all(
      runs.map(async ({ records }, index) => records.length - (await neutral('s1', index)).records.length),
    );
    expect(sum(longer)).toBeGreaterThan(0);
    await expectCausedBy('s1', runs);
  });

  it('s1 closes the thinking at its limit and asks for the answer', async () => {
    const limit = 20;
    const runs = await runAll('s1', { ignores: 0, thinkingLimit: limit }, 4);
    const closed = runs.filter((run) => having(run, 'close').length > 0);
    expect(closed.length).toBeGreaterThan(0);
    for (const run of closed) {
      expect(having(run, 'close').map(({ position }) => position)).toEqual([limit]);
      expect(text(run.records)).toContain(`${model.facts.thinking.close}\n\nFinal Answer:`);
      expect(run.records.at(-1)?.phase).toBe('answer');
    }
  });

  it('alpha-one puts in "Wait" before the alpha-moment, and turns it into the end after it', async () => {
    // The first half makes more of them than the model would; the second needs those of the model.
    const slow = await runAll('alpha-one', { alpha: 1, averageThinking: 60, maxTokens: MAX_TOKENS }, 4);
    const forced = slow.flatMap((run) => having(run, 'force'));
    expect(forced.length).toBeGreaterThan(0);
    for (const record of forced) {
      expect(record).toMatchObject({ text: 'Wait', source: 'forced' });
      expect(record.position).toBeLessThan(60);
    }
    const fast = await runAll('alpha-one', { alpha: 1, averageThinking: 10, maxTokens: MAX_TOKENS, phases: 'fast' });
    const turned = fast.flatMap((run) => having(run, 'close').map((record) => ({ run, record })));
    expect(turned.length).toBeGreaterThan(0);
    for (const { run, record } of turned) {
      expect(record.position).toBeGreaterThanOrEqual(10);
      expect(withdrawnFrom(record)).toContain('Wait');
      expect(text([record])).toContain(model.facts.thinking.close);
      expect(run.records[record.position + 1]?.phase).toBe('answer');
    }
    for (const { records } of fast)
      for (const { position, phase, id } of records)
        expect(phase === 'thinking' && position >= 10 && model.tokenizer.textOf(id) === 'Wait').toBe(false);
    await expectCausedBy('alpha-one', fast);
  });
});

describe('early exits', () => {
  it('deer ends the thinking at a confident probe, and goes on after an unsure one', async () => {
    // A threshold between the first probes of the runs, which come before any exit: both happen, whatever the model.
    const unended = await runAll('deer', { threshold: 1 }, 2 * PROBLEMS.length);
    const sorted = unended
      .flatMap((run) => probesOf([run]).slice(0, 1))
      .map(({ confidence }) => confidence)
      .toSorted((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(1);
    const threshold = ((sorted[0] ?? 0) + (sorted.at(-1) ?? 0)) / 2;
    const runs = await runAll('deer', { threshold }, unended.length);
    const made = probesOf(runs);
    expect(made.some(({ confidence }) => confidence > threshold)).toBe(true);
    expect(made.some(({ confidence }) => confidence <= threshold)).toBe(true);
    for (const { record, confidence } of made) {
      expect(actionsOf(record, 'close').length).toBe(confidence > threshold ? 1 : 0);
      if (confidence > threshold) expect(withdrawnFrom(record)).toContain('Wait');
      else expect(record).toMatchObject({ source: 'sampled', text: expect.stringContaining('Wait') });
    }
    await expectCausedBy('deer', runs);
  });

  it('dynasor ends the run with the answer that k probes in a row gave', async () => {
    const [agreeing, interval] = [2, 10];
    const runs = await runAll('dynasor', { agreeing, interval });
    const stopped = runs.filter(({ end }) => end.reason === 'strategy');
    expect(stopped.length).toBeGreaterThan(0);
    for (const { records, end } of runs) {
      const probes = records.flatMap((record) =>
        record.probes.map((probe) => {
          const continued = text(probe.tokens as unknown as TokenRecord[]);
          return { position: record.position, answer: answerBeforeBrace(continued), text: continued };
        }),
      );
      expect(probes.map(({ position }) => position)).toEqual(probes.map((_, index) => (index + 1) * interval));
      const settled = probes.findIndex((_, index) => hasSettled(probes.slice(0, index + 1), agreeing));
      expect(settled).toBe(end.reason === 'strategy' ? probes.length - 1 : -1);
      if (end.reason !== 'strategy') continue;
      const answer = probes.at(-1)?.answer ?? '';
      expect(isSameAnswer(answer, probes.at(-2)?.answer ?? '')).toBe(true);
      expect(text(records).endsWith(`\\boxed{${answer}}\n\\]`)).toBe(true);
    }
    await expectCausedBy('dynasor', runs);
  });

  it('first-answer ends the thinking with the k-th candidate', async () => {
    for (const candidates of [1, 2]) {
      const runs = await runAll('first-answer', { candidates });
      const closed = runs.filter((run) => having(run, 'close').length > 0);
      if (candidates === 1) expect(closed.length).toBeGreaterThan(0);
      for (const run of closed) {
        const [record] = having(run, 'close');
        const before = run.records.slice(0, record?.position);
        expect(countCandidates(text(before))).toBe(candidates);
        expect(
          countCandidates(
            text(before)
              .trimEnd()
              .replace(/[^\n]*$/, ''),
          ),
        ).toBe(candidates - 1);
      }
      for (const { records } of runs)
        expect(countCandidates(text(records.filter(({ phase }) => phase === 'thinking')))).toBeLessThanOrEqual(
          candidates,
        );
      if (candidates === 1) {
        const shorter = await Promise.all(
          runs.map(
            async ({ records }, index) => (await neutral('first-answer', index)).records.length - records.length,
          ),
        );
        expect(sum(shorter)).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('what is put in', () => {
  it('hint inserts its phrase at its place and the model goes on', async () => {
    const phrase = ', let me check this step again.';
    const ends = await runAll('hint', { hint: 'check', place: 'thinking-end' }, 4);
    const inserted = ends.flatMap((run) => having(run, 'replace').map((record) => ({ run, record })));
    expect(inserted.length).toBeGreaterThan(0);
    for (const { run, record } of inserted) {
      expect(withdrawnFrom(record)).toContain(model.facts.thinking.close);
      expect(text(run.records.slice(record.position))).toMatch(new RegExp(`^Wait${phrase.replace('.', '\\.')}`));
      expect(run.records.slice(record.position).some(({ source }) => source === 'sampled')).toBe(true);
    }
    await expectCausedBy('hint', ends);

    const after = await runAll('hint', { hint: 'check', place: 'conjunction', times: 2 });
    const conjunctions = after.flatMap((run) => having(run, 'force').map((record) => ({ run, record })));
    expect(conjunctions.length).toBeGreaterThan(0);
    for (const { run, record } of conjunctions) {
      expect(record.source).toBe('sampled');
      expect(text(run.records.slice(record.position + 1)).startsWith(phrase)).toBe(true);
    }
    for (const run of after) expect(having(run, 'force').length).toBeLessThanOrEqual(2);
  });

  it('slot adds one vector at every position, learned by a loss that falls', async () => {
    const runs = await runAll('slot', { steps: 3, learningRate: 0.02 }, 3);
    for (const { records } of runs) {
      const offsets = records.map((record) => actionsOf(record, 'offset'));
      const [first] = offsets[0] ?? [];
      if (first?.kind !== 'offset') throw new Error('The first position has no offset.');
      expect(offsets.every((each) => each.length === 1)).toBe(true);
      for (const [offset] of offsets) expect(offset).toEqual(first);
      expect(first.vector.length).toBe(model.engine.projection().columns);
      expect(first.vector.some((value) => value !== 0)).toBe(true);
      expect(first.losses.at(-1)?.crossEntropy).toBeLessThan(first.losses[0]?.crossEntropy ?? 0);
      const moved = records.filter(({ statistics }) => (statistics?.divergence ?? 0) > 0);
      expect(moved.length).toBeGreaterThan(records.length / 2);
    }
    // Another prompt, another vector.
    const vectors = runs.map(({ records }) => JSON.stringify(actionsOf(records[0], 'offset')));
    expect(new Set(vectors).size).toBe(runs.length);
  });
});
