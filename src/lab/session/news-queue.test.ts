import { describe, expect, it } from 'vitest';
import { createNewsQueue } from './news-queue.ts';
import type { LaneNews } from './run-journal.ts';
import { settled, tokenRecords } from './test-doubles.ts';

const tokens = (lane: number, ...texts: readonly string[]): LaneNews => ({
  lane,
  event: { kind: 'tokens', records: tokenRecords(...texts), texts: {}, elapsedMilliseconds: 1 },
});
const end = (lane: number): LaneNews => ({
  lane,
  event: { kind: 'end', end: { reason: 'end', interventions: [] }, elapsedMilliseconds: 2 },
});

/** A queue whose batches pass when they are let. */
function setUp(lanes: readonly number[], interval = 0) {
  const batches: (readonly LaneNews[])[] = [];
  const waiting: (() => void)[] = [];
  const pass = (news: readonly LaneNews[]): Promise<void> => {
    batches.push(news);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return { queue: createNewsQueue({ lanes, pass, interval }), batches, letPass: () => waiting.shift()?.() };
}

describe('news of lanes', () => {
  it('wait until every lane has said something', () => {
    const { queue, batches } = setUp([0, 2]);
    queue.add(tokens(0, 'a'));
    expect(batches).toEqual([]);
    queue.add({ lane: 2, problem: { code: 'internal', message: 'No.', hint: 'Stop.' } });
    expect(batches.map((batch) => batch.length)).toEqual([2]);
  });

  it('that come while others pass go together after them', async () => {
    const { queue, batches, letPass } = setUp([0]);
    queue.add(tokens(0, 'a'));
    queue.add(tokens(0, 'b'));
    queue.add(tokens(0, 'c'));
    await settled();
    expect(batches.map((batch) => batch.length)).toEqual([1]);
    letPass();
    await settled();
    await settled();
    expect(batches.map((batch) => batch.length)).toEqual([1, 2]);
  });

  it('of an end do not wait for the clock', async () => {
    const { queue, batches, letPass } = setUp([0], 1e9);
    queue.add(tokens(0, 'a'));
    letPass();
    await settled();
    queue.add(tokens(0, 'b'));
    await settled();
    expect(batches).toHaveLength(1);
    queue.add(end(0));
    await settled();
    expect(batches.map((batch) => batch.length)).toEqual([1, 2]);
    const passed = queue.passed();
    letPass();
    await passed;
  });
});
