import { describe, expect, it } from 'vitest';
import { FakeClient, settled, testSession } from './test-doubles.ts';

async function ranSession(client: FakeClient) {
  const session = testSession(client);
  const run = session.run();
  await settled();
  client.play(0, ['a', 'b', 'c', 'd']);
  client.play(1, ['a', 'x', 'y']);
  await run;
  return session;
}

describe('branch', () => {
  it('adds a lane that begins with the tokens before, and asks the worker to resume them', async () => {
    const client = new FakeClient();
    const session = await ranSession(client);
    const before = session.store.getState().comparison;
    const branch = session.branch({ lane: 0, position: 2, put: { id: 99, text: 'z' } });
    await settled();
    const { request } = client.runs[2] ?? {};
    expect(request?.resumed?.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(request?.branch).toMatchObject({ at: 2, put: { id: 99, insteadOf: { text: 'c' } } });
    client.play(2, ['z', 'e']);
    await branch;
    const { comparison, lanes } = session.store.getState();
    expect(lanes).toHaveLength(3);
    expect(comparison?.id).not.toBe(before?.id);
    expect(comparison?.lanes[2]?.records.map(({ text }) => text)).toEqual(['a', 'b', 'z', 'e']);
    expect(comparison?.lanes[2]?.branchedFrom).toMatchObject({ lane: 0, position: 2 });
    // What it left is as it was.
    expect(before?.lanes[0]?.records).toHaveLength(4);
    expect(before?.lanes).toHaveLength(2);
  });

  it('says why there is no room for a fifth lane', async () => {
    const client = new FakeClient();
    const session = await ranSession(client);
    session.addLane();
    session.addLane();
    const outcome = await session.branch({ lane: 0, position: 1 });
    expect(outcome).toMatchObject({ ok: false, problem: { hint: 'Four lanes are open. Remove one first.' } });
    expect(session.store.getState().activity).toBe('idle');
  });

  it('refuses a token that is not there', async () => {
    const client = new FakeClient();
    const session = await ranSession(client);
    expect(await session.branch({ lane: 1, position: 40 })).toMatchObject({ ok: false });
  });
});

it('a lane that is removed takes its run along, and the last one stays', async () => {
  const client = new FakeClient();
  const session = await ranSession(client);
  session.removeLane(0);
  expect(session.store.getState().lanes).toHaveLength(1);
  expect(session.store.getState().comparison?.lanes.map(({ records }) => records.length)).toEqual([3]);
  session.removeLane(0);
  expect(session.store.getState().lanes).toHaveLength(1);
});
