import { describe, expect, it } from 'vitest';
import { KvResidents } from './kv-residents.ts';

/** Writes down what is asked of the cache. */
function recorded(contextLength: number): {
  residents: KvResidents;
  calls: string[];
  feed: (owner: object, ids: number[]) => number;
} {
  const calls: string[] = [];
  const residents = new KvResidents(
    {
      pop: (count) => calls.push(`pop ${count}`),
      fork: (parent, child) => calls.push(`fork ${parent} ${child}`),
      remove: (sequence) => calls.push(`remove ${sequence}`),
      restart: () => calls.push('restart'),
    },
    contextLength,
  );
  const feed = (owner: object, ids: number[]): number => {
    const { held } = residents.prepare(owner, ids, ids.length - 1);
    residents.fed(ids.slice(held));
    return held;
  };
  return { residents, calls, feed };
}

const text = (length: number, from = 0): number[] => Array.from({ length }, (_, index) => from + index);

describe('what the cache holds', () => {
  it('is fed on, popped or begun anew for one text, and never copied', () => {
    const { calls, feed } = recorded(128);
    const a = {};
    expect(feed(a, text(10))).toBe(0);
    expect(feed(a, text(11))).toBe(10);
    expect(feed(a, text(5))).toBe(4);
    expect(feed(a, text(8, 50))).toBe(0);
    expect(calls).toEqual(['pop 7', 'restart']);
  });

  it('is parked for another text and brought back, and every copy is given back', () => {
    const { residents, calls, feed } = recorded(128);
    const [a, b] = [{}, {}];
    feed(a, text(10));
    expect(feed(b, [...text(6), 99])).toBe(6);
    expect(calls.splice(0)).toEqual(['fork 0 1', 'pop 4']);
    expect(feed(a, text(11))).toBe(10);
    expect(calls.splice(0)).toEqual(['fork 0 2', 'remove 0', 'fork 1 0', 'remove 1']);
    residents.forget(b);
    expect(calls.splice(0)).toEqual(['remove 2']);
    residents.forget(a);
    expect(feed({}, text(12))).toBe(11); // a text of nobody may still be gone on from
    expect(calls).toEqual([]);
  });

  it('is not parked where there is no room, and fed again then', () => {
    const { calls, feed } = recorded(32);
    const [a, b] = [{}, {}];
    feed(a, text(30));
    feed(b, text(30, 50));
    expect(calls).toEqual(['restart']);
    expect(feed(a, text(31))).toBe(0);
  });

  it('gives way to a text that grows', () => {
    const { calls, feed } = recorded(64);
    const [a, b] = [{}, {}];
    feed(a, text(16));
    feed(b, text(16, 50));
    expect(feed(b, text(60, 50))).toBe(16);
    expect(calls).toEqual(['fork 0 1', 'restart', 'remove 1']);
    expect(feed(a, text(17))).toBe(0);
  });

  it('is emptied after a step that failed', () => {
    const { residents, feed } = recorded(64);
    const a = {};
    feed(a, text(10));
    residents.lose();
    expect(residents.prepare(a, text(11), 10)).toEqual({ held: 0, clear: true });
  });
});
