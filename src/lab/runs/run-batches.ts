import * as v from 'valibot';
import { readRecords, writeRecords } from '../../decoding/record-lines.ts';
import { checkLine, invalidTrace } from '../../decoding/trace-line.ts';
import { traceSchemas, type TokenRecord, type TokenTexts, type TraceEnd } from '../../decoding/trace.ts';
import type { Comparison } from '../session/lab-state.ts';
import type { LaneRun } from '../session/lane-run.ts';
import type { LaneNews } from '../session/run-journal.ts';

/** What came of one lane since the batch before. */
export interface LaneBatch {
  /** Tokens of the lane that stay before these; later ones were withdrawn. */
  readonly from: number;
  readonly records: readonly TokenRecord[];
  readonly texts: TokenTexts;
  /** Of the lane, with these. */
  readonly elapsedMilliseconds: number;
  readonly end: TraceEnd | null;
}

/** A batch as it is stored, and never changed: its records are lines, which are quicker to copy than objects. */
export interface StoredBatch extends Omit<LaneBatch, 'records'> {
  readonly count: number;
  readonly lines: string;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const storedSchema = v.object({
  from: count,
  count,
  lines: v.string(),
  texts: traceSchemas.texts,
  elapsedMilliseconds: v.number(),
  end: v.nullable(traceSchemas.end),
});

/** The lane so far, as one batch: how a run begins to be stored. */
export function wholeLane({ records, texts, elapsedMilliseconds, end }: Omit<LaneBatch, 'from'>): LaneBatch {
  return { from: 0, records, texts, elapsedMilliseconds, end };
}

/** `later` after `earlier` as one batch. */
export function joinBatches(earlier: LaneBatch, later: LaneBatch): LaneBatch {
  const kept = later.from - earlier.from;
  return {
    from: Math.min(earlier.from, later.from),
    records: kept < 0 ? later.records : [...earlier.records.slice(0, kept), ...later.records],
    texts: { ...earlier.texts, ...later.texts },
    elapsedMilliseconds: later.elapsedMilliseconds,
    end: later.end,
  };
}

/** What the news add to a lane that is shown as `run`, or null where they bring nothing to store. */
function batchOf(run: LaneRun, news: readonly LaneNews[]): LaneBatch | null {
  const nothing = { ...wholeLane(run), from: run.records.length, records: [], texts: {} };
  let batch: LaneBatch = nothing;
  for (const { event } of news) {
    if (!event || event.kind === 'start' || event.kind === 'branch') continue;
    const from = batch.from + batch.records.length;
    if (event.kind === 'withdraw') batch = joinBatches(batch, { ...batch, from: event.length, records: [], texts: {} });
    else if (event.kind === 'tokens') batch = joinBatches(batch, { ...event, from, end: null });
    else batch = joinBatches(batch, { ...nothing, ...event, from });
  }
  return batch === nothing ? null : batch;
}

/** What the news add to each lane of what is shown. */
export function batchesOf({ lanes }: Comparison, news: readonly LaneNews[]): readonly (LaneBatch | null)[] {
  return lanes.map((run, lane) =>
    batchOf(
      run,
      news.filter((each) => each.lane === lane),
    ),
  );
}

export function storedBatch({ records, ...batch }: LaneBatch): StoredBatch {
  return { ...batch, count: records.length, lines: writeRecords(records) };
}

/** A lane from its batches, in order. Throws `trace-invalid` for what nobody wrote here. */
export function readBatches(stored: readonly unknown[]): Omit<LaneBatch, 'from'> {
  const records: TokenRecord[] = [];
  const texts: Record<string, string> = {};
  let end: TraceEnd | null = null;
  let elapsedMilliseconds = 0;
  for (const [number, value] of stored.entries()) {
    const batch = checkLine(storedSchema, value, number);
    if (batch.from > records.length) throw invalidTrace(`Batch ${number} does not follow the one before it.`);
    records.length = Math.min(records.length, batch.from);
    for (const record of readRecords(batch.lines, batch.from)) records.push(record);
    Object.assign(texts, batch.texts);
    ({ end, elapsedMilliseconds } = batch);
  }
  return { records, texts, end, elapsedMilliseconds };
}

/** How many tokens a lane has, and whether it has ended, by its last batch. */
export function standOf(last: unknown): { readonly tokens: number; readonly ended: boolean } {
  const read = v.safeParse(storedSchema, last);
  return read.success
    ? { tokens: read.output.from + read.output.count, ended: read.output.end !== null }
    : { tokens: 0, ended: false };
}
