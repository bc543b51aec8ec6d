import { describe, expect, it } from 'vitest';
import { readFields } from './protobuf.ts';

describe('readFields', () => {
  it('reads numbers, bytes and fixed fields', () => {
    // Field 1 = 300, field 2 = "hi", field 3 = four bytes.
    const bytes = Uint8Array.of(0x08, 0xac, 0x02, 0x12, 2, 0x68, 0x69, 0x1d, 1, 2, 3, 4);
    expect(
      [...readFields(bytes)].map(({ number, value }) => [number, typeof value === 'number' ? value : [...value]]),
    ).toEqual([
      [1, 300],
      [2, [0x68, 0x69]],
      [3, [1, 2, 3, 4]],
    ]);
  });

  it('says so when a message is cut off or malformed', () => {
    for (const bytes of [[0x08], [0x12, 5, 1], [0x0b], [0x08, ...Array.from({ length: 12 }, () => 0xff)]]) {
      expect(() => [...readFields(Uint8Array.from(bytes))]).toThrow(RangeError);
    }
  });
});
