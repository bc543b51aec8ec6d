import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { quickRecord, type SharedParts } from './quick-record.ts';
import { checkedRecord } from './record-line.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const id = fc.nat({ max: 200_000 });
const many = (least: number, most: number) => fc.array(number, { minLength: least, maxLength: most });
const candidates = fc.array(fc.tuple(id, number), { maxLength: 8 }).map((pairs) => pairs.flat());

const SHARED: SharedParts = {
  sets: [[1, 2, 3], [-1], []],
  offsets: [
    { vector: [0.5], losses: [{ crossEntropy: 1, entropy: 2, total: 3 }] },
    { vector: ['x'], losses: [] },
    { vector: [1], losses: [{ crossEntropy: 1 }] },
  ],
};
const place = fc.nat({ max: 3 });
const named = { strategy: fc.string(), reason: fc.string() };
const bias = fc.record({ kind: fc.constant('bias'), ...named, tokens: place, value: fc.option(number) });
const offset = fc.record({ kind: fc.constant('offset'), ...named, offset: place });
const forced = fc.record({ kind: fc.constant('force'), ...named, text: fc.string() });

const line = fc.record(
  {
    id,
    text: fc.string(),
    phase: fc.constantFrom('thinking', 'answer', 'elsewhere'),
    source: fc.constantFrom('sampled', 'forced', 'dreamt'),
    statistics: fc.option(
      fc.record(
        { numbers: fc.oneof(many(8, 8), many(10, 10), many(6, 12)), before: candidates, after: candidates },
        {
          requiredKeys: ['before'],
        },
      ),
    ),
    interventions: fc.array(fc.oneof(bias, bias, offset, forced), { maxLength: 3 }),
  },
  { requiredKeys: ['id', 'text', 'phase', 'statistics'] },
);

/** What the schema says, or null where it refuses. */
function checked(value: unknown): unknown {
  try {
    return checkedRecord(value, 7, SHARED, (schema, part) => v.parse(schema, part));
  } catch {
    return null;
  }
}

it('reads every line as the schema does, or leaves it to the schema', () => {
  let read = 0;
  fc.assert(
    fc.property(line, (value) => {
      const record = quickRecord(value, 7, SHARED);
      if (!record) return;
      read += 1;
      expect(record).toEqual(checked(value));
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(50);
});

it('lets nothing through that the schema refuses, wherever a line is broken', () => {
  const broken = fc.tuple(
    line,
    fc.constantFrom('id', 'text', 'phase', 'source', 'statistics', 'interventions', 'probes'),
    fc.anything(),
  );
  fc.assert(
    fc.property(broken, ([value, field, instead]) => {
      const record = quickRecord({ ...value, [field]: instead }, 7, SHARED);
      if (record) expect(record).toEqual(checked({ ...value, [field]: instead }));
    }),
    { numRuns: 500 },
  );
});

it('leaves what is rare to the schema', () => {
  const usual = { id: 1, text: 'a', phase: 'thinking', statistics: null };
  expect(quickRecord(usual, 0, SHARED)).not.toBeNull();
  expect(quickRecord({ ...usual, probes: [] }, 0, SHARED)).toBeNull();
  expect(quickRecord({ ...usual, statistics: { entropy: [0, 0], before: [] } }, 0, SHARED)).toBeNull();
  expect(quickRecord(null, 0, SHARED)).toBeNull();
});
