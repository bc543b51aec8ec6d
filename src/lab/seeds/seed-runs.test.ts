import { expect, it } from 'vitest';
import { FakeClient, settled, testSession } from '../session/test-doubles.ts';
import { createSeedRuns, type SeedRuns } from './seed-runs.ts';

function seedRunsOn(client: FakeClient): { readonly runs: SeedRuns; readonly stopAll: () => void } {
  const session = testSession(client);
  let ids = 0;
  const newId = (): string => `seed-${(ids += 1)}`;
  const runs = createSeedRuns({ session, client, knownAnswer: () => ({ gold: '7' }), newId });
  return { runs, stopAll: () => session.stop() };
}

it('runs every lane under every seed, and keeps what is whole', async () => {
  const client = new FakeClient();
  const { runs } = seedRunsOn(client);
  const all = runs.start(2);
  await settled();
  expect(client.runs.map(({ request }) => request.sampling.seed)).toEqual([7, 7]);
  client.play(0, ['So', ' \\boxed{7}']);
  expect(runs.store.getState().run?.results).toEqual([]);
  client.play(1, ['No']);
  await settled();
  expect(runs.store.getState().run?.results).toMatchObject([
    { seed: 7, lane: 0, tokens: 2, verdict: 'correct' },
    { seed: 7, lane: 1, tokens: 1, verdict: 'no answer' },
  ]);
  expect(client.runs.slice(2).map(({ request }) => request.sampling.seed)).toEqual([8, 8]);
  client.play(2, ['a']);
  client.play(3, ['a']);
  await all;
  expect(runs.store.getState().run).toMatchObject({ activity: 'idle', problem: null });
  expect(runs.store.getState().run?.results).toHaveLength(4);
});

it('the Stop of the page ends it, and a seed under way leaves nothing', async () => {
  const client = new FakeClient();
  const { runs, stopAll } = seedRunsOn(client);
  const all = runs.start(3);
  await settled();
  stopAll();
  expect(client.stopped).toEqual(['seed-1', 'seed-2']);
  for (const run of client.runs) {
    const end = { reason: 'stopped' as const, interventions: [] };
    run.send({ kind: 'end', end, elapsedMilliseconds: 1 });
    run.settle({ ok: true, value: end });
  }
  await all;
  expect(runs.store.getState().run).toMatchObject({ activity: 'idle', results: [] });
  expect(client.runs).toHaveLength(2);
});

it('a failure is told, with what was done before', async () => {
  const client = new FakeClient();
  const { runs } = seedRunsOn(client);
  const all = runs.start(2);
  await settled();
  client.play(0, ['a']);
  client.runs[1]?.settle({ ok: false, problem: { code: 'engine-failed', message: 'Gone.', hint: 'Try again.' } });
  await all;
  expect(runs.store.getState().run).toMatchObject({ activity: 'idle', problem: { message: 'Gone.' }, results: [] });
});
