import { expect, test } from 'vitest';
import type { TraceEnd } from '../../decoding/trace.ts';
import { describeConfiguration } from '../../evaluation/run/describe-configuration.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import { FakeClient, LOADED, settled, testSession } from '../session/test-doubles.ts';
import type { KeptRun, KeptRuns } from './kept-run.ts';
import { newPlan } from './run-plan.ts';
import { createRunSession, type RunSession } from './run-session.ts';

class MemoryRuns implements KeptRuns {
  plan: unknown;
  readonly samples = new Map<string, unknown>();
  begin(plan: unknown): Promise<boolean> {
    this.plan = structuredClone(plan);
    this.samples.clear();
    return Promise.resolve(true);
  }
  addSample(key: string, sample: unknown, plan: unknown): Promise<boolean> {
    this.plan = structuredClone(plan);
    this.samples.set(key, structuredClone(sample));
    return Promise.resolve(true);
  }
  read(): Promise<KeptRun | null> {
    return Promise.resolve(this.plan === undefined ? null : { plan: this.plan, samples: [...this.samples.values()] });
  }
  taken = false;
  async exclusively(work: () => Promise<void>): Promise<boolean> {
    if (!this.taken) await work();
    return !this.taken;
  }
  forget(): Promise<boolean> {
    this.plan = undefined;
    this.samples.clear();
    return Promise.resolve(true);
  }
}

const ITEMS = ['a', 'b'].map((id) => ({ id, problem: `${id}?`, answer: '4' }));

const PLAN = newPlan(
  describeConfiguration(
    {
      task: 't',
      items: ITEMS,
      model: LOADED.id,
      modelHash: 'm',
      engine: 'wasm',
      seed: 7,
      samples: 1,
      maxTokens: 400,
      sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0 },
      shard: null,
      lanes: [[{ id: 'plain', settings: {} }], [{ id: 'cyclic-reflex', settings: { amplitude: 3 } }]],
    },
    sha256,
  ),
  ITEMS,
);

function setUp(kept = new MemoryRuns(), modelHash = 'm') {
  const client = new FakeClient();
  let ids = 0;
  const runs: RunSession = createRunSession({
    session: testSession(client),
    client,
    kept,
    now: () => 0,
    newId: () => `run-${(ids += 1)}`,
    browser: 'test',
    modelHash: () => modelHash,
  });
  const run = () => {
    const { run: current } = runs.store.getState();
    if (!current) throw new Error('There is no run.');
    return current;
  };
  const play = async (...texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      await settled();
      client.play(client.runs.length - 1, [text]);
    }
    await settled();
  };
  return { client, kept, runs, run, play };
}

test('makes the planned samples, one after the other, and grades them', async () => {
  const { client, runs, run, play } = setUp();
  const ended = runs.start(PLAN);
  await play('\\boxed{4}', '\\boxed{5}', 'nothing', '\\boxed{4}');
  await ended;
  expect(run()).toMatchObject({ activity: 'idle', problem: null });
  expect(run().samples.map(({ id, strategy, verdict }) => [id, strategy, verdict])).toEqual([
    ['a', 'plain', 'correct'],
    ['a', 'cyclic-reflex', 'wrong'],
    ['b', 'plain', 'no answer'],
    ['b', 'cyclic-reflex', 'correct'],
  ]);
  const seeds = client.runs.map(({ request }) => request.sampling.seed);
  expect(seeds[0]).toBe(seeds[1]);
  expect(seeds[2]).toBe(seeds[3]);
  expect(run().plan.manifest.surroundings).toEqual({ engine: 'test', browser: 'test' });
});

test('what was made before a stop is kept, and the run goes on with the rest', async () => {
  const { client, kept, runs, run, play } = setUp();
  const ended = runs.start(PLAN);
  await play('\\boxed{4}');
  runs.stop();
  const last = client.runs.at(-1);
  expect(client.stopped).toEqual([last?.request.runId]);
  const end: TraceEnd = { reason: 'stopped', interventions: [] };
  last?.send({ kind: 'end', end, elapsedMilliseconds: 1 });
  last?.settle({ ok: true, value: end });
  await ended;
  expect(run()).toMatchObject({ activity: 'idle', problem: null });
  expect(run().samples).toHaveLength(1);

  // As after a reload.
  const later = setUp(kept);
  await later.runs.restore();
  expect(later.run().samples).toEqual(run().samples);
  const resumed = later.runs.resume();
  await later.play('\\boxed{5}', '\\boxed{4}', '\\boxed{4}');
  await resumed;
  expect(later.run().samples).toHaveLength(4);
  expect(kept.samples.size).toBe(4);
});

test('a failure ends the run with its reason and keeps the samples', async () => {
  const { client, runs, run, play } = setUp();
  const ended = runs.start(PLAN);
  await play('\\boxed{4}');
  client.runs.at(-1)?.settle({ ok: false, problem: { code: 'engine-failed', message: 'Lost.', hint: 'Again.' } });
  await ended;
  expect(run().problem).toMatchObject({ code: 'engine-failed', message: 'Problem "a": Lost.' });
  expect(run().samples).toHaveLength(1);
});

test('a problem longer than the context is a sample of its own kind, and the run goes on', async () => {
  const { client, runs, run, play } = setUp();
  const ended = runs.start(PLAN);
  for (const _ of [1, 2]) {
    await settled();
    client.runs.at(-1)?.settle({ ok: false, problem: { code: 'prompt-too-long', message: 'Long.', hint: '' } });
  }
  await play('\\boxed{4}', '\\boxed{4}');
  await ended;
  expect(run().problem).toBeNull();
  expect(run().samples.map(({ verdict }) => verdict)).toEqual(['too long', 'too long', 'correct', 'correct']);
});

test('two tabs do not work at once', async () => {
  const { kept, runs, run } = setUp();
  kept.taken = true;
  await runs.start(PLAN);
  expect(run()).toMatchObject({ activity: 'idle', samples: [] });
  expect(run().problem?.message).toContain('Another tab');
});

test('a run of another model is not continued', async () => {
  const { kept, runs } = setUp();
  void runs.start(PLAN);
  await settled();
  const later = setUp(kept, 'another');
  await later.runs.restore();
  await later.runs.resume();
  expect(later.run().problem?.message).toContain('The model of this page has changed');
});

test('what is kept is forgotten when it is discarded, and nonsense is ignored', async () => {
  const { kept, runs } = setUp();
  kept.plan = { manifest: 3 };
  await runs.restore();
  expect(runs.store.getState().run).toBeNull();
  await kept.begin(PLAN);
  await runs.restore();
  expect(runs.store.getState().run).not.toBeNull();
  await runs.discard();
  expect(await kept.read()).toBeNull();
});
