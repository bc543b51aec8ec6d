import { expect, test } from 'vitest';
import type { TraceEnd } from '../../decoding/trace.ts';
import { FakeClient, headerFor, settled, testSession, tokenRecords } from '../session/test-doubles.ts';
import { createEnsembleSession, type EnsemblePlan } from './ensemble-session.ts';

const PLAN: EnsemblePlan = {
  id: 'self-consistency',
  settings: { runs: 6 },
  strategies: [],
  prompt: 'What is 3 + 4?',
  known: { gold: '7' },
  sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 5 },
  maxTokens: 50,
};

function setUp() {
  const client = new FakeClient();
  let ids = 0;
  const session = testSession(client);
  const ensembles = createEnsembleSession({ session, client, now: () => 0, newId: () => `run-${(ids += 1)}` });
  const current = () => {
    const { ensemble } = ensembles.store.getState();
    if (!ensemble) throw new Error('There is no ensemble.');
    return ensemble;
  };
  const end = async (index: number, answer: string, reason: TraceEnd['reason'] = 'end'): Promise<void> => {
    const run = client.runs[index];
    if (!run) throw new Error(`Run ${index} was not started.`);
    const last: TraceEnd = { reason, interventions: [] };
    run.send({ kind: 'start', header: headerFor(run.request) });
    run.send({ kind: 'tokens', records: tokenRecords(`\\boxed{${answer}}`), texts: {}, elapsedMilliseconds: 1 });
    run.send({ kind: 'end', end: last, elapsedMilliseconds: 1 });
    run.settle({ ok: true, value: last });
    await settled();
  };
  return { client, session, ensembles, current, end };
}

test('runs a few at once, each with a seed of its own, and decides when all have ended', async () => {
  const { client, session, ensembles, current, end } = setUp();
  const done = ensembles.start(() => PLAN);
  await settled();
  expect(client.runs).toHaveLength(4);
  expect(session.store.getState().evaluating).toBe(true);
  for (const [index, answer] of ['8', '7', '7.0', '8', '7', '9'].entries()) await end(index, answer);
  await done;
  expect(new Set(client.runs.map(({ request }) => request.sampling.seed)).size).toBe(6);
  expect(client.runs[0]?.request.strategies).toEqual([{ id: 'plain', settings: {} }]);
  expect(current()).toMatchObject({ activity: 'idle', problem: null, verdict: { answer: '7', run: 1 } });
  expect(session.store.getState()).toMatchObject({
    evaluating: false,
    announcement: 'The ensemble of 6 runs has ended: the verdict is 7.',
  });
});

test('a stop ends the runs under way, starts no more and leaves no verdict', async () => {
  const { client, ensembles, current, end } = setUp();
  const done = ensembles.start(() => PLAN);
  await settled();
  ensembles.stop();
  expect(client.stopped).toHaveLength(4);
  for (const index of [0, 1, 2, 3]) await end(index, '7', 'stopped');
  await done;
  expect(client.runs).toHaveLength(4);
  expect(current()).toMatchObject({ activity: 'idle', verdict: null, problem: null });
});

test('a run that fails ends the ensemble with its problem', async () => {
  const { client, ensembles, current, end } = setUp();
  const done = ensembles.start(() => PLAN);
  await settled();
  client.runs[0]?.settle({ ok: false, problem: { code: 'internal', message: 'It broke.', hint: 'Try.' } });
  await settled();
  for (const index of [1, 2, 3, 4, 5]) await end(index, '7');
  await done;
  expect(current()).toMatchObject({ activity: 'idle', verdict: null, problem: { message: 'It broke.' } });
});
