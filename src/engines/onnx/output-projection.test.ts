import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFields } from './protobuf.ts';
import { readOutputProjection } from './output-projection.ts';

const file = new Uint8Array(readFileSync(new URL('../../testing/tiny/model_q4.onnx', import.meta.url)));

describe('readOutputProjection', () => {
  it("finds the head's shape in a model file", () => {
    const { rows, columns, values } = readOutputProjection(file);
    expect({ rows, columns, count: values.length }).toEqual({ rows: 704, columns: 64, count: 704 * 64 });
  });

  it('refuses files it cannot read', () => {
    expect(() => readOutputProjection(new Uint8Array(0))).toThrow(/no node gives the logits/);
    expect(() => readOutputProjection(file.slice(0, 5000))).toThrow(RangeError);
  });
});

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
