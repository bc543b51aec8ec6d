import { describe, expect, it } from 'vitest';
import { createAutomation } from '../automation.ts';
import { EVERY_CAPABILITY } from './capabilities.ts';
import { strategyIds } from './lane-setup.ts';
import { readPlan, runFault } from './run-plan.ts';
import { presetName } from './strategy-setup.ts';
import { FakeClient, LOADED, headerFor, settled, testSession } from './test-doubles.ts';

describe('setup', () => {
  it('takes the suggestions of the model in lanes that nobody has touched', async () => {
    const session = testSession(new FakeClient());
    expect(session.store.getState().lanes[1]?.[0]?.texts['period']).toBe('1200');
    await session.ensureModel();
    const lane = session.store.getState().lanes[1]?.[0];
    expect(lane?.texts).toMatchObject({ amplitude: '3', period: '30', vocabulary: 'words' });
    expect(lane && presetName(lane, LOADED.suggested)).toBe('For this model');
  });

  it('keeps what was typed before the model came', async () => {
    const session = testSession(new FakeClient());
    session.setLaneField(1, 0, 'period', '44');
    await session.ensureModel();
    const lane = session.store.getState().lanes[1]?.[0];
    expect(lane?.texts['period']).toBe('44');
    expect(lane && presetName(lane, LOADED.suggested)).toBe('Custom (from Code 2026: MATH-500, AIME)');
  });

  it('goes back to the preset on reset', async () => {
    const session = testSession(new FakeClient());
    await session.ensureModel();
    session.setLaneField(1, 0, 'amplitude', 'x');
    session.resetStrategy(1, 0);
    expect(session.store.getState().lanes[1]?.[0]?.texts['amplitude']).toBe('3');
  });

  it('names the lane and the field that cannot be used, and keeps the text', () => {
    const session = testSession(new FakeClient());
    session.setLaneField(1, 0, 'amplitude', '1e9');
    expect(readPlan(session.store.getState())).toMatchObject({
      ok: false,
      problem: { code: 'setting-invalid', message: expect.stringContaining('Lane B: Amplitude A is') },
    });
    expect(session.store.getState().lanes[1]?.[0]?.texts['amplitude']).toBe('1e9');
  });

  it('stacks what may be stacked, each with its own fields, and unstacks it', async () => {
    const client = new FakeClient();
    client.loadOutcome = {
      ok: true,
      value: { ...LOADED, engine: { ...LOADED.engine, capabilities: EVERY_CAPABILITY } },
    };
    client.warningText = 'cannot act';
    const session = testSession(client);
    await session.ensureModel();
    const stacked = (): readonly string[] => strategyIds(session.store.getState().lanes[1] ?? []);
    session.stackStrategy(1);
    session.stackStrategy(1);
    expect(stacked()).toEqual(['cyclic-reflex', 'certainty-guided', 'srgen']);
    // srgen-logit would correct the same token as srgen: the one after it joins.
    session.stackStrategy(1);
    expect(stacked()).toHaveLength(4);
    expect(stacked()).not.toContain('srgen-logit');
    session.removeStrategy(1, 3);
    session.setLaneField(1, 1, 'threshold', '0.5');
    session.setLaneField(1, 0, 'amplitude', '2');
    await settled();
    expect(session.store.getState().warnings[1]).toEqual(['cannot act', 'cannot act', 'cannot act']);
    session.removeStrategy(1, 0);
    expect(session.store.getState().lanes[1]?.[0]?.texts['threshold']).toBe('0.5');
    session.removeStrategy(1, 0);
    session.removeStrategy(1, 0);
    expect(stacked()).toEqual(['srgen']);
    session.stackStrategy(0);
    expect(strategyIds(session.store.getState().lanes[0] ?? [])).toEqual(['plain']);
  });

  it('refuses a stack that contradicts itself, with the reason', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    session.stackStrategy(1);
    session.setStrategy(1, 1, 'cyclic-reflex');
    const message = 'Lane B: CyclicReflex cannot be stacked with CyclicReflex: one instance cannot see the other.';
    expect(runFault(session.store.getState())).toBe(message);
    expect(await session.run()).toMatchObject({ ok: false, problem: { code: 'strategy-unsupported', message } });
    expect(client.loads).toBe(0);
  });

  it('refuses what the loaded engine cannot do, and only then', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    session.setStrategy(1, 0, 'srgen');
    expect(runFault(session.store.getState())).toBeNull();
    expect(await session.run()).toMatchObject({ ok: false, problem: { code: 'strategy-unsupported' } });
    expect(client.runs).toHaveLength(0);
    expect(runFault(session.store.getState())).toContain('Lane B: SRGen needs');
  });

  it('shows the warning of the worker', async () => {
    const client = new FakeClient();
    client.warningText = 'cannot act';
    const session = testSession(client);
    await session.ensureModel();
    await settled();
    expect(session.store.getState().warnings).toEqual([['cannot act'], ['cannot act']]);
  });
});

describe('run', () => {
  it('waits for the model, runs both lanes with one seed and grades the answers', async () => {
    const client = new FakeClient();
    const session = testSession(client, '7');
    const outcome = session.run();
    expect(session.store.getState().activity).toBe('waiting');
    await settled();
    expect(client.runs.map(({ request }) => [request.strategies[0]?.id, request.sampling.seed])).toEqual([
      ['plain', 7],
      ['cyclic-reflex', 7],
    ]);
    // Nothing is shown before both lanes have begun.
    const [, second] = client.runs;
    second?.send({ kind: 'start', header: headerFor(second.request) });
    client.play(0, ['So', ' \\boxed{7}']);
    await settled();
    expect(session.store.getState().activity).toBe('running');
    expect(session.store.getState().announcement).toBe('Lane A: finished, 2 tokens, answer 7, correct.');
    client.play(1, ['But', ' \\boxed{8}']);
    await outcome;
    expect(session.store.getState().announcement).toBe('Lane B: finished, 2 tokens, answer 8, wrong.');
    expect(session.store.getState().activity).toBe('idle');
  });

  it('keeps the last comparison until the next one starts', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    const first = session.run();
    await settled();
    client.play(0, ['a']);
    client.play(1, ['b']);
    await first;
    const before = session.store.getState().comparison;
    void session.run();
    await settled();
    expect(session.store.getState().comparison).toBe(before);
    for (const run of client.runs.slice(2)) run.send({ kind: 'start', header: headerFor(run.request) });
    await settled();
    expect(session.store.getState().comparison?.id).not.toBe(before?.id);
    expect(session.store.getState().comparison?.lanes.map(({ status }) => status)).toEqual(['running', 'running']);
  });

  it('keeps the last comparison when the worker refuses the prompt, and says why beside it', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    const outcome = session.run();
    await settled();
    const problem = { code: 'prompt-too-long', message: 'Too long.', hint: 'Shorten it.' } as const;
    for (const run of client.runs) run.settle({ ok: false, problem });
    expect(await outcome).toEqual({ ok: false, problem });
    expect(session.store.getState()).toMatchObject({
      comparison: null,
      promptFault: 'Too long. Shorten it.',
      activity: 'idle',
    });
  });

  it('asks for a problem when there is none, without the worker', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    session.setPrompt('  ');
    expect(await session.run()).toMatchObject({ ok: false, problem: { code: 'prompt-empty' } });
    expect(client.runs).toHaveLength(0);
    expect(session.store.getState().promptFault).toContain('Type one');
  });

  it('can be taken back while the model loads, and stopped while it runs', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    const early = session.run();
    session.stop();
    expect(await early).toMatchObject({ ok: false });
    expect(client.runs).toHaveLength(0);
    void session.run();
    await settled();
    session.stop();
    expect(client.stopped).toEqual(client.runs.map(({ request }) => request.runId));
    expect(session.store.getState().activity).toBe('stopping');
  });

  it('forgets a model that was lost with the worker and loads it again at the next run', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    const outcome = session.run();
    await settled();
    for (const run of client.runs)
      run.settle({ ok: false, problem: { code: 'engine-failed', message: 'Gone.', hint: 'Again.' } });
    await outcome;
    expect(session.store.getState()).toMatchObject({
      model: { kind: 'unloaded' },
      problem: { message: 'Gone.' },
      activity: 'idle',
    });
    void session.run();
    await settled();
    expect(client.loads).toBe(2);
    expect(client.runs).toHaveLength(4);
  });

  it('shows a load that failed and tries again when asked', async () => {
    const client = new FakeClient();
    client.loadOutcome = { ok: false, problem: { code: 'model-missing', message: 'No file.', hint: 'Reload.' } };
    const session = testSession(client);
    expect(await session.run()).toMatchObject({ ok: false });
    expect(session.store.getState()).toMatchObject({ model: { kind: 'failed' }, activity: 'idle' });
    client.loadOutcome = { ok: true, value: LOADED };
    await session.ensureModel();
    expect(session.store.getState().model.kind).toBe('ready');
  });
});

describe('automation', () => {
  it('fills the fields as a visitor would and returns the traces', async () => {
    const client = new FakeClient();
    const session = testSession(client);
    const result = createAutomation(session).compare({
      prompt: 'Start with 5.',
      lanes: [{ strategy: 'plain' }, { strategy: 'cyclic-reflex', preset: 'code-default', settings: { amplitude: 2 } }],
      sampling: { seed: 11 },
      maxTokens: 20,
    });
    await settled();
    await settled();
    client.play(0, ['a', 'b']);
    client.play(1, ['a', 'c']);
    const outcome = await result;
    expect(outcome).toMatchObject({ ok: true, value: [{ divergedAt: null }, { divergedAt: 1 }] });
    expect(session.store.getState()).toMatchObject({ prompt: 'Start with 5.', maxTokens: '20' });
    expect(client.runs[1]?.request.strategies[0]?.settings).toMatchObject({ amplitude: 2, period: 100 });
  });

  it('runs a stack as one lane', async () => {
    const client = new FakeClient();
    client.loadOutcome = {
      ok: true,
      value: { ...LOADED, engine: { ...LOADED.engine, capabilities: EVERY_CAPABILITY } },
    };
    const session = testSession(client);
    const also = [{ strategy: 'srgen', settings: { steps: 2 } }];
    const result = createAutomation(session).compare({ prompt: 'x', lanes: [{ strategy: 'cyclic-reflex', also }] });
    await settled();
    await settled();
    client.play(0, ['a']);
    expect(await result).toMatchObject({ ok: true });
    expect(client.runs.map(({ request }) => request.strategies)).toMatchObject([
      [
        { id: 'cyclic-reflex', settings: { amplitude: 3 } },
        { id: 'srgen', settings: { steps: 2 } },
      ],
    ]);
  });

  it.each([
    [{ strategy: 'cyclic-reflex', also: [{ strategy: 'cyclic-reflex' }] }, 'strategy-unsupported'],
    [{ strategy: 'cyclic-reflex', also: [{ strategy: 'plain' }] }, 'strategy-unsupported'],
    [{ strategy: 'nonsense' }, 'strategy-unknown'],
    [{ strategy: 'cyclic-reflex', settings: { period: 1 } }, 'setting-invalid'],
    [{ strategy: 'cyclic-reflex', preset: 'nonsense' }, 'setting-invalid'],
  ])('refuses %o with a code', async (lane, code) => {
    const outcome = await createAutomation(testSession(new FakeClient())).compare({ prompt: 'x', lanes: [lane] });
    expect(outcome).toMatchObject({ ok: false, problem: { code } });
  });
});
