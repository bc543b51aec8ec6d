import * as v from 'valibot';
import { fromLine, toLine, type SharedOffset } from './record-line.ts';
import { checkLine, parseJson, parseLine } from './trace-line.ts';
import type { TokenRecord } from './trace.ts';

const setLine = v.object({ set: v.array(v.number()) });
const offsetLine = v.object({ offset: v.object({ vector: v.array(v.number()), losses: v.array(v.unknown()) }) });

/** Gives the place of a value among the lines of its kind, and adds a line for one that is new. */
function placesIn<T>(lines: unknown[], lineOf: (value: T) => object): (value: T) => number {
  const places = new Map<string, number>();
  return (value) => {
    const key = JSON.stringify(value);
    const known = places.get(key);
    if (known !== undefined) return known;
    lines.push(lineOf(value));
    places.set(key, places.size);
    return places.size - 1;
  };
}

/** Adds records to `lines`, each as one line; what several of them share is a line of its own before the first. */
export function recordWriter(lines: unknown[]): (record: TokenRecord) => void {
  const places = {
    placeOfSet: placesIn(lines, (tokens: readonly number[]) => ({ set: tokens })),
    placeOfOffset: placesIn(lines, (offset: SharedOffset) => ({ offset })),
  };
  return (record) => {
    // What it shares is written first.
    const line = toLine(record, places);
    lines.push(line);
  };
}

/** Takes such lines one after the other. `first`: the position of the first record. Throws `trace-invalid`. */
export function recordReader(first = 0): {
  readonly records: TokenRecord[];
  /** `number`: of the line, for what is said of a wrong one. */
  readonly read: (line: string, number: number) => void;
} {
  const records: TokenRecord[] = [];
  const shared: { sets: number[][]; offsets: object[] } = { sets: [], offsets: [] };
  return {
    records,
    read(line, number) {
      if (line.startsWith('{"set"')) shared.sets.push(parseLine(setLine, line, number).set);
      else if (line.startsWith('{"offset"')) shared.offsets.push(parseLine(offsetLine, line, number).offset);
      else
        records.push(
          fromLine(parseJson(line, number), first + records.length, shared, (schema, value) =>
            checkLine(schema, value, number),
          ),
        );
    },
  };
}

/** Records as lines that stand by themselves, whatever was written before them. */
export function writeRecords(records: readonly TokenRecord[]): string {
  const lines: unknown[] = [];
  const write = recordWriter(lines);
  for (const record of records) write(record);
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

/** Reads what `writeRecords` wrote. Throws `trace-invalid` naming the line and the field that is wrong. */
export function readRecords(text: string, first: number): TokenRecord[] {
  const { records, read } = recordReader(first);
  if (text !== '') text.split('\n').forEach((line, index) => read(line, index + 1));
  return records;
}
