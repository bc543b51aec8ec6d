import { describe, expect, it, vi } from 'vitest';
import { FakeClient, headerFor, settled, testSession, tokenRecords } from '../session/test-doubles.ts';
import { keepRuns } from './keep-runs.ts';
import type { NewRecords, RunEntry } from './runs-database.ts';

/** A session whose runs are kept in a list, without waiting between writes. */
function setUp() {
  const client = new FakeClient();
  const session = testSession(client, '3');
  const puts: { readonly entry: RunEntry; readonly news: readonly NewRecords[] }[] = [];
  const problems: unknown[] = [];
  let refuse = false;
  keepRuns(session, {
    now: () => 1000,
    interval: 0,
    onKept: (problem) => problems.push(problem),
    store: {
      put(entry, news) {
        if (refuse) return Promise.reject(new Error('The disk is full.'));
        puts.push({ entry, news });
        return Promise.resolve();
      },
    },
  });
  return { client, session, puts, problems, fill: () => (refuse = true) };
}

async function begin({ client, session }: ReturnType<typeof setUp>, keep = true): Promise<void> {
  void session.run({ keep });
  await settled();
  for (const { request, send } of client.runs) send({ kind: 'start', header: headerFor(request) });
}

/** The text of lane A as it could be read back. */
function keptText({ puts }: ReturnType<typeof setUp>): string {
  let texts: string[] = [];
  for (const { lane, from, records } of puts.flatMap(({ news }) => news)) {
    if (lane === 0) texts = [...texts.slice(0, from), ...records.map(({ text }) => text)];
  }
  return texts.join('');
}

describe('a run that goes on', () => {
  it('is kept piece by piece, and whole at the end', async () => {
    const lab = setUp();
    await begin(lab);
    const [first, second] = lab.client.runs;
    const records = tokenRecords('a', 'b', 'c', 'd');
    first?.send({ kind: 'tokens', records: records.slice(0, 2), texts: {}, elapsedMilliseconds: 1 });
    await vi.waitFor(() => expect(keptText(lab)).toBe('ab'));
    expect(lab.puts.at(-1)?.entry).toMatchObject({ state: 'running', madeAt: 1000, name: 'Start with 3.' });
    first?.send({ kind: 'tokens', records: records.slice(2), texts: {}, elapsedMilliseconds: 2 });
    const end = { reason: 'end', interventions: [] } as const;
    for (const run of [first, second]) {
      run?.send({ kind: 'end', end: { ...end, interventions: [] }, elapsedMilliseconds: 3 });
    }
    await settled();
    expect(keptText(lab)).toBe('abcd');
    // What was there already is not written again.
    expect(lab.puts.at(-1)?.news.every(({ from }) => from > 0)).toBe(true);
    expect(lab.puts.at(-1)?.entry).toMatchObject({ state: 'over', lanes: [{ tokens: 4 }, { tokens: 0 }] });
    expect(lab.problems.every((problem) => problem === null)).toBe(true);
  });

  it('is written anew when tokens were withdrawn', async () => {
    const lab = setUp();
    await begin(lab);
    const [first] = lab.client.runs;
    const send = async (texts: readonly string[], from = 0): Promise<void> => {
      first?.send({ kind: 'tokens', records: tokenRecords(...texts).slice(from), texts: {}, elapsedMilliseconds: 1 });
      await vi.waitFor(() => expect(keptText(lab)).toBe(texts.join('')));
    };
    await send(['a', 'b', 'c']);
    first?.send({ kind: 'withdraw', length: 1 });
    await send(['a', 'x', 'y', 'z'], 1);
  });

  it('is told when the browser refuses, and goes on', async () => {
    const lab = setUp();
    lab.fill();
    await begin(lab);
    lab.client.runs[0]?.send({ kind: 'tokens', records: tokenRecords('a'), texts: {}, elapsedMilliseconds: 1 });
    await vi.waitFor(() => expect(lab.problems).not.toEqual([]));
    expect(lab.problems[0]).toEqual(new Error('The disk is full.'));
  });

  it('is not kept when nobody wants it', async () => {
    const lab = setUp();
    await begin(lab, false);
    lab.client.play(0, ['a']);
    lab.client.play(1, ['a']);
    await vi.waitFor(() => expect(lab.session.store.getState().activity).toBe('idle'));
    expect(lab.puts).toEqual([]);
  });
});
