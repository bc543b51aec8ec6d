import { expect, it } from 'vitest';
import { bannedCandidates, bannedIds, noticeableBan } from './bans.ts';
import { banRecord } from './method-records.ts';
import { tokenRecord } from './test-doubles.ts';

it('finds the banned tokens among the candidates, the likeliest first', () => {
  const record = banRecord(4, { 2: 0.04, 3: 0.2, 9: 0.5 }, [2, 3, 7]);
  expect([...bannedIds(record)]).toEqual([2, 3, 7]);
  expect(bannedCandidates(record).map(({ id }) => id)).toEqual([3, 2]);
  expect(noticeableBan(record)).toEqual({ id: 3, probability: expect.closeTo(0.2) as number });
});

it('marks no ban that changed next to nothing, and none where nothing was banned', () => {
  expect(noticeableBan(banRecord(4, { 2: 0.04, 9: 0.9 }, [2]))).toBeNull();
  expect(noticeableBan(banRecord(4, { 9: 0.9 }, [2]))).toBeNull();
  expect(noticeableBan(tokenRecord(0, 'a'))).toBeNull();
});
