import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunEvent } from '../../../workers/protocol.ts';
import { applyEvent, waitingRun } from '../session/lane-run.ts';
import { headerFor, tokenRecord, tokenRecords } from '../session/test-doubles.ts';
import { batchesOf, readBatches, standOf, storedBatch, type StoredBatch } from './run-batches.ts';
import { comparisonOf } from './saved-run.ts';
import { savedRun } from './test-runs.ts';

/** Each number: that many tokens come, or, below 0, that many of them are withdrawn. */
const turns = fc.array(fc.array(fc.integer({ min: -4, max: 6 }), { minLength: 1, maxLength: 4 }), { maxLength: 8 });

it('any course of a lane is read back from its batches as it is shown', () => {
  fc.assert(
    fc.property(turns, fc.boolean(), (batches, ends) => {
      let time = 0;
      let run = { ...waitingRun('r', []), status: 'running' as const, header: headerFor(REQUEST) };
      const stored: StoredBatch[] = [];
      const take = (events: readonly RunEvent[]): void => {
        const comparison = { ...comparisonOf(savedRun(), 'c'), lanes: [run] };
        const news = events.map((event) => ({ lane: 0, event }));
        for (const batch of batchesOf(comparison, news)) if (batch) stored.push(storedBatch(batch));
        for (const event of events) run = applyEvent(run, event, 0) as typeof run;
      };
      for (const batch of batches) {
        let length = run.records.length;
        take(
          batch.map((turn): RunEvent => {
            time += 1;
            if (turn < 0) {
              length = Math.max(0, length + turn);
              return { kind: 'withdraw', length };
            }
            const from = length;
            length += turn;
            const records = Array.from({ length: turn }, (_, index) => tokenRecord(from + index, ` ${time}.${index}`));
            return { kind: 'tokens', records, texts: { [time]: `${turn}` }, elapsedMilliseconds: time };
          }),
        );
      }
      if (ends) take([{ kind: 'end', end: { reason: 'end', interventions: [] }, elapsedMilliseconds: time + 1 }]);
      const { records, texts, end, elapsedMilliseconds } = run;
      expect(readBatches(stored)).toEqual({ records, texts, end, elapsedMilliseconds });
      expect(standOf(stored.at(-1))).toEqual({ tokens: records.length, ended: ends });
    }),
  );
});

const REQUEST = {
  runId: 'r',
  prompt: 'p',
  strategies: [],
  sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, seed: 1 },
  maxTokens: 5,
};

it('nothing but starts is nothing to store', () => {
  const comparison = comparisonOf(savedRun(), 'c');
  expect(batchesOf(comparison, [{ lane: 0, event: { kind: 'start', header: headerFor(REQUEST) } }])).toEqual([
    null,
    null,
  ]);
});

it('what nobody wrote here is refused', () => {
  const batch = storedBatch({ from: 0, records: tokenRecords('a'), texts: {}, elapsedMilliseconds: 1, end: null });
  expect(() => readBatches([{ ...batch, lines: '{"id":' }])).toThrow('Line 1 is not JSON');
  expect(() => readBatches([{ ...batch, count: 'many' }])).toThrow();
});
