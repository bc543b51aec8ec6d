import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoadRequest, Outcome, RunEvent, RunRequest } from '../../../../workers/protocol.ts';
import type { Problem } from '../../../control/errors.ts';
import { SAMPLING_DEFAULTS } from '../../../control/sampling-settings.ts';
import type { TraceEnd } from '../../../decoding/trace.ts';
import { applyEvent, waitingRun, type LaneRun } from '../lane-run.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { FakeWorkers } from './test-doubles.ts';

const GONE: Problem = { code: 'worker-lost', message: 'Gone.', hint: 'Again.' };
const LOAD: LoadRequest = { model: 'ponder', device: 'auto' };

let workers: FakeWorkers;
let supervisor: Supervisor;
beforeEach(() => {
  vi.useFakeTimers();
  workers = new FakeWorkers();
  supervisor = createSupervisor(workers.start);
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const kind = (): string => supervisor.condition.getState().state.kind;
const load = (): Promise<Outcome<unknown>> => supervisor.load(LOAD, () => undefined);

interface Followed {
  lane: LaneRun;
  outcome: Outcome<TraceEnd> | null;
  readonly events: RunEvent['kind'][];
}

function startRun(runId: string): Followed {
  const request: RunRequest = { runId, prompt: 'x', strategies: [], sampling: SAMPLING_DEFAULTS, maxTokens: 9 };
  const followed: Followed = { lane: waitingRun(runId, []), outcome: null, events: [] };
  const follow = (event: RunEvent): void => {
    followed.events.push(event.kind);
    followed.lane = applyEvent(followed.lane, event, 0);
  };
  void supervisor.run(request, follow).then((outcome) => (followed.outcome = outcome));
  return followed;
}

const textOf = ({ lane }: Followed): string => lane.records.map(({ text }) => text).join('');

describe('a worker that is well', () => {
  it('is started by the first call and walks through its states', async () => {
    expect(kind()).toBe('idle');
    expect(workers.started).toHaveLength(0);
    const loading = load();
    await settle();
    expect(kind()).toBe('ready');
    expect(await loading).toMatchObject({ ok: true });
    const run = startRun('a');
    expect(kind()).toBe('running');
    workers.last.play(0, ['one', ' two']);
    workers.last.finish(0);
    await settle();
    expect(run.outcome).toMatchObject({ ok: true });
    expect(textOf(run)).toBe('one two');
    expect(kind()).toBe('ready');
    expect(workers.started).toHaveLength(1);
  });

  it('may be silent for a minute between tokens, and for ten while it loads', async () => {
    workers.prepare = (worker) => Object.assign(worker, { loading: 'nothing', silent: true });
    const loading = load();
    await vi.advanceTimersByTimeAsync(590_000);
    expect(workers.started).toHaveLength(1);
    expect(supervisor.condition.getState().silentSeconds).toBeGreaterThan(500);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(workers.started[0]?.ended).toMatchObject({ message: expect.stringContaining('no sign of life') });
    expect(kind()).toBe('lost');
    workers.last.end(GONE);
    await settle();
    workers.last.end(GONE);
    expect(await loading).toMatchObject({ ok: false, problem: GONE });
    expect(kind()).toBe('failed');
  });

  it('is not taken for dead when the clock jumps', async () => {
    await load();
    startRun('a');
    workers.last.play(0, ['one']);
    vi.setSystemTime(Date.now() + 86_400_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(kind()).toBe('running');
    expect(workers.started).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  it('is replaced; both lanes go on after what has come, each token once', async () => {
    await load();
    const [a, b] = [startRun('a'), startRun('b')];
    workers.last.play(0, ['one', ' two']);
    workers.last.play(1, ['uno']);
    const [dead] = workers.started;
    dead?.end(GONE);
    await settle();
    expect(workers.started).toHaveLength(2);
    expect(workers.last.loads).toEqual([{ model: 'ponder', device: 'wasm' }]);
    expect(workers.last.runs.map(({ request }) => request.resumed?.map(({ text }) => text))).toEqual([
      ['one', ' two'],
      ['uno'],
    ]);
    // Still on its way when its worker died.
    dead?.play(0, ['late']);
    workers.last.play(0, [' three']);
    workers.last.play(1, [' dos']);
    for (const lane of [0, 1]) workers.last.finish(lane);
    await settle();
    expect([a, b].map(textOf)).toEqual(['one two three', 'uno dos']);
    expect([a, b].map(({ lane }) => lane.header?.seams)).toEqual([[2], [1]]);
    expect([a, b].map(({ outcome }) => outcome?.ok)).toEqual([true, true]);
    expect(a.lane.elapsedMilliseconds).toBe(200);
    expect(kind()).toBe('ready');
  });

  it('names every seam', async () => {
    await load();
    const run = startRun('a');
    workers.last.play(0, ['one']);
    workers.last.end(GONE);
    await settle();
    workers.last.play(0, [' two']);
    workers.last.end(GONE);
    await settle();
    workers.last.play(0, [' three']);
    expect(run.lane.header?.seams).toEqual([1, 2]);
    expect(textOf(run)).toBe('one two three');
  });

  it('is not replaced a third time; advice has the numbers, and what came stays', async () => {
    await load();
    const run = startRun('a');
    for (const text of ['one', ' two', ' three']) {
      workers.last.play(0, [text]);
      workers.last.end(GONE);
      await settle();
    }
    expect(workers.started).toHaveLength(3);
    expect(run.outcome).toMatchObject({ ok: false, problem: { code: 'worker-lost' } });
    const problem = run.outcome?.ok === false ? run.outcome.problem : null;
    expect(problem?.message).toContain('started again 2 times');
    expect(problem?.hint).toMatch(/held 4 tokens.*Maximum tokens to 1.*WebGPU/);
    expect(textOf(run)).toBe('one two three');
    expect(kind()).toBe('failed');
    expect(await load()).toMatchObject({ ok: true });
    expect(kind()).toBe('ready');
  });

  it('is replaced at once while nothing runs', async () => {
    await load();
    workers.last.end(GONE);
    await settle();
    expect(kind()).toBe('ready');
    expect(workers.last.loads).toHaveLength(1);
    const run = startRun('a');
    workers.last.play(0, ['one']);
    workers.last.finish(0);
    await settle();
    expect(run.outcome).toMatchObject({ ok: true });
  });

  it('while it loads is replaced, and the load ends well', async () => {
    workers.prepare = (worker, index) => Object.assign(worker, { loading: index === 0 ? 'nothing' : 'ok' });
    const loading = load();
    await settle();
    workers.last.end(GONE);
    expect(await loading).toMatchObject({ ok: true });
    expect(kind()).toBe('ready');
  });

  it('rejects what was asked of it with the reason', async () => {
    const answer = supervisor.ask(() => new Promise<Outcome<null>>(() => undefined));
    workers.last.end(GONE);
    expect(await answer).toEqual({ ok: false, problem: GONE });
  });
});

it('a fresh worker is given what the last one was, before it loads', async () => {
  const given: unknown[] = [];
  supervisor = createSupervisor(workers.start, (api) => Promise.resolve(given.push(api)));
  await load();
  expect(given).toEqual([]);
  workers.last.end(GONE);
  await settle();
  expect(given).toEqual([workers.last.api]);
  expect(workers.last.loads).toHaveLength(1);
});

it('a broken engine is replaced with its worker', async () => {
  await load();
  const run = startRun('a');
  workers.last.play(0, ['one']);
  workers.last.runs[0]?.settle({ ok: false, problem: { code: 'engine-failed', message: 'Trap.', hint: '' } });
  await settle();
  expect(workers.started).toHaveLength(2);
  expect(workers.started[0]?.ended).toMatchObject({ message: 'Trap.' });
  workers.last.play(0, [' two']);
  workers.last.finish(0);
  await settle();
  expect(textOf(run)).toBe('one two');
});

it('a run that is refused is not tried again', async () => {
  await load();
  const run = startRun('a');
  const problem: Problem = { code: 'prompt-too-long', message: 'Too long.', hint: 'Shorten it.' };
  workers.last.runs[0]?.settle({ ok: false, problem });
  await settle();
  expect(run.outcome).toEqual({ ok: false, problem });
  expect(workers.started).toHaveLength(1);
});

it('a model that cannot be loaded again ends the run with that reason', async () => {
  await load();
  const run = startRun('a');
  workers.last.play(0, ['one']);
  const problem: Problem = { code: 'engine-unavailable', message: 'No adapter.', hint: 'Choose wasm.' };
  workers.prepare = (worker) => Object.assign(worker, { loading: problem });
  workers.last.end(GONE);
  await settle();
  expect(run.outcome).toEqual({ ok: false, problem });
  expect(kind()).toBe('failed');
});

it('a stop reaches the worker, and ends a run at once while there is none', async () => {
  await load();
  const run = startRun('a');
  workers.last.play(0, ['one']);
  supervisor.stop('a');
  expect(workers.last.stopped).toEqual(['a']);
  workers.last.end(GONE);
  await settle();
  expect(run.outcome).toMatchObject({ ok: true, value: { reason: 'stopped' } });
  expect(run.lane).toMatchObject({ status: 'finished', end: { reason: 'stopped' } });
  expect(workers.last.runs).toHaveLength(0);
});

it('a question that needs no computing is given up after a minute', async () => {
  await load();
  const warning = supervisor.warning({ id: 'plain', settings: {} });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await warning).toBeNull();
});
