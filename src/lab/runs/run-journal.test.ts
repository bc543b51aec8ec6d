import { describe, expect, it, vi } from 'vitest';
import { isCutOff } from '../session/lane-run.ts';
import { FakeClient, headerFor, settled, testSession, tokenRecords } from '../session/test-doubles.ts';
import { readBatches, storedBatch, type LaneBatch, type StoredBatch } from './run-batches.ts';
import type { RunEntry } from './run-entry.ts';
import { createRunJournal } from './run-journal.ts';
import type { RunStore } from './runs-database.ts';

/** On a machine that has other things to do. */
const PATIENCE = 30_000;
const END = { reason: 'end', interventions: [] } as const;

/** A session whose runs are kept in memory, as the database would keep them. */
function setUp() {
  const client = new FakeClient();
  const kept = new Map<string, { entry: RunEntry; lanes: StoredBatch[][] }>();
  const state = { clock: 1000, fails: null as Error | null, hangs: false, claimed: [] as string[] };
  const add = (id: string, lanes: readonly (LaneBatch | null)[]): void => {
    lanes.forEach((batch, lane) => batch && kept.get(id)?.lanes[lane]?.push(storedBatch(batch)));
  };
  /** Does it unless the browser refuses or never answers. */
  const attempt = (work: () => void): Promise<void> => {
    if (state.hangs) return new Promise(() => undefined);
    if (state.fails) return Promise.reject(state.fails);
    work();
    return Promise.resolve();
  };
  const known = (id: string): void => {
    if (!kept.has(id)) throw new Error('gone');
  };
  const store: Pick<RunStore, 'put' | 'append' | 'describe'> = {
    put: (entry, lanes) =>
      attempt(() => {
        kept.set(entry.id, { entry, lanes: lanes.map(() => []) });
        add(entry.id, lanes);
      }),
    append: async (id, lanes) =>
      attempt(() => {
        known(id);
        add(id, lanes);
      }),
    describe: async (entry) =>
      attempt(() => {
        known(entry.id);
        const { lanes } = kept.get(entry.id) ?? { lanes: [] };
        kept.set(entry.id, { entry, lanes });
      }),
  };
  const journal = createRunJournal({
    store,
    claims: {
      claim(run) {
        state.claimed.push(run);
        return Promise.resolve(true);
      },
      release: (run) => state.claimed.splice(state.claimed.indexOf(run), 1),
    },
    now: () => state.clock,
    modelTitle: () => 'Ponder',
    patience: 20,
    retryAfter: 2000,
  });
  const session = testSession(client, '3', journal);
  const textOf = (lane: number): string =>
    [...kept.values()]
      .map(({ lanes }) =>
        readBatches(lanes[lane] ?? [])
          .records.map(({ text }) => text)
          .join(''),
      )
      .join('|');
  return { client, session, kept, state, textOf };
}

type Lab = ReturnType<typeof setUp>;

async function begin({ client, session }: Lab, keep = true): Promise<void> {
  void session.run({ keep });
  await settled();
  for (const { request, send } of client.runs) send({ kind: 'start', header: headerFor(request) });
  await settled();
}

const idle = ({ session }: Lab): Promise<void> =>
  vi.waitFor(() => expect(session.store.getState().activity).toBe('idle'), PATIENCE);

async function say(lab: Lab, texts: readonly string[], from = 0): Promise<void> {
  const records = tokenRecords(...texts).slice(from);
  lab.client.runs[0]?.send({ kind: 'tokens', records, texts: {}, elapsedMilliseconds: 1 });
  await vi.waitFor(() => expect(shown(lab)).toBe(texts.join('')), PATIENCE);
}

async function end(lab: Lab): Promise<void> {
  for (const { send, settle } of lab.client.runs) {
    send({ kind: 'end', end: { ...END, interventions: [] }, elapsedMilliseconds: 3 });
    settle({ ok: true, value: { ...END, interventions: [] } });
  }
  await idle(lab);
}

const shown = ({ session }: Lab): string =>
  session.store
    .getState()
    .comparison?.lanes[0]?.records.map(({ text }) => text)
    .join('') ?? '';

describe('a run that goes on', () => {
  it('is stored token by token before it is shown, and whole at the end', async () => {
    const lab = setUp();
    await begin(lab);
    const [id] = lab.kept.keys();
    expect(lab.state.claimed).toEqual([id]);
    lab.session.store.subscribe(() => expect(lab.textOf(0).startsWith(shown(lab))).toBe(true));
    await say(lab, ['a', 'b']);
    expect(lab.textOf(0)).toBe('ab');
    expect(shown(lab)).toBe('ab');
    await say(lab, ['a', 'b', 'c', 'd'], 2);
    await end(lab);
    expect(lab.textOf(0)).toBe('abcd');
    expect(lab.kept.size).toBe(1);
    expect(lab.kept.get(id ?? '')?.entry).toMatchObject({
      madeAt: 1000,
      name: 'Start with 3.',
      lanes: [
        { tokens: 4, ended: true },
        { tokens: 0, ended: true },
      ],
    });
    expect(lab.session.store.getState().unsaved).toBeNull();
    expect(lab.state.claimed).toEqual([]);
  });

  it('loses what was withdrawn', async () => {
    const lab = setUp();
    await begin(lab);
    await say(lab, ['a', 'b', 'c']);
    lab.client.runs[0]?.send({ kind: 'withdraw', length: 1 });
    await say(lab, ['a', 'x', 'y'], 1);
    expect(lab.textOf(0)).toBe('axy');
  });

  it('is not kept when nobody wants it', async () => {
    const lab = setUp();
    await begin(lab, false);
    await say(lab, ['a']);
    await end(lab);
    expect(shown(lab)).toBe('a');
    expect(lab.kept.size).toBe(0);
  });
});

describe('a run that cannot be saved', () => {
  it('goes on, says so, and is saved whole once there is room', async () => {
    const lab = setUp();
    await begin(lab);
    lab.state.fails = new DOMException('', 'QuotaExceededError');
    await say(lab, ['a']);
    expect(shown(lab)).toBe('a');
    expect(lab.session.store.getState().unsaved).toMatchObject({ code: 'storage-full' });
    lab.state.fails = null;
    await say(lab, ['a', 'b'], 1);
    // It is not tried at every token.
    expect(lab.textOf(0)).toBe('');
    lab.state.clock += 2000;
    await say(lab, ['a', 'b', 'c'], 2);
    expect(lab.textOf(0)).toBe('abc');
    expect(lab.session.store.getState().unsaved).toBeNull();
    await end(lab);
  });

  it('is saved whole again when what was kept of it has been deleted, at its end at the latest', async () => {
    const lab = setUp();
    await begin(lab);
    await say(lab, ['a']);
    lab.kept.clear();
    await say(lab, ['a', 'b'], 1);
    expect(lab.textOf(0)).toBe('ab');
    lab.kept.clear();
    await end(lab);
    expect(lab.textOf(0)).toBe('ab');
    expect(lab.session.store.getState().unsaved).toBeNull();
  });

  it('is shown although the browser never answers', async () => {
    const lab = setUp();
    await begin(lab);
    lab.state.hangs = true;
    await say(lab, ['a']);
    expect(shown(lab)).toBe('a');
    expect(lab.session.store.getState().unsaved).toMatchObject({ code: 'storage-lost' });
  });
});

async function brokenOff(): Promise<Lab> {
  const lab = setUp();
  await begin(lab);
  await say(lab, ['a', 'b']);
  const problem = { code: 'device-lost', message: 'Gone.', hint: 'Again.' } as const;
  for (const { settle } of lab.client.runs) settle({ ok: false, problem });
  await idle(lab);
  return lab;
}

describe('a run that broke off', () => {
  it('goes on at the same token, where it was kept', async () => {
    const lab = await brokenOff();
    const { comparison } = lab.session.store.getState();
    if (!comparison) throw new Error('There is no run.');
    expect(comparison.lanes.every(isCutOff)).toBe(true);
    expect([...lab.kept.values()].flatMap(({ entry }) => entry.lanes.map(({ ended }) => ended))).toEqual([
      false,
      false,
    ]);
    const done = lab.session.goOn(comparison);
    await settled();
    const [, , first, second] = lab.client.runs;
    expect(first?.request).toMatchObject({ prompt: 'Start with 3.', promptIds: [1], sampling: { seed: 7 } });
    expect(first?.request.resumed?.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(second?.request.resumed).toBeUndefined();
    for (const run of [first, second]) {
      const { resumed = [] } = run?.request ?? {};
      const seams = resumed.length === 0 ? {} : { seams: [resumed.length] };
      if (run) run.send({ kind: 'start', header: { ...headerFor(run.request), ...seams } });
    }
    const [, , c] = tokenRecords('a', 'b', 'c');
    if (c) first?.send({ kind: 'tokens', records: [c], texts: {}, elapsedMilliseconds: 5 });
    for (const run of [first, second]) {
      run?.send({ kind: 'end', end: { ...END, interventions: [] }, elapsedMilliseconds: 6 });
      run?.settle({ ok: true, value: { ...END, interventions: [] } });
    }
    expect(await done).toMatchObject({ ok: true, value: { id: comparison.id } });
    expect(lab.kept.size).toBe(1);
    expect(lab.textOf(0)).toBe('abc');
    expect(lab.session.store.getState().comparison?.lanes[0]).toMatchObject({
      status: 'finished',
      header: { seams: [2] },
      // As long as both parts took.
      elapsedMilliseconds: 7,
    });
  });
});
