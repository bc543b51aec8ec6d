import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import { fromLine, toLine, type SharedOffset } from './record-line.ts';
import {
  traceSchemas,
  type TokenRecord,
  type TokenTexts,
  type Trace,
  type TraceEnd,
  type TraceHeader,
} from './trace.ts';

/** Largest trace file that is read, in characters: 32,000 tokens take about 20 million. */
const LARGEST_TRACE = 64_000_000;

const setLine = v.object({ set: v.array(v.number()) });
const offsetLine = v.object({ offset: v.object({ vector: v.array(v.number()), losses: v.array(v.unknown()) }) });

/**
 * A trace as JSON Lines: header, one line per token, texts, end; before the first token that needs one, a set of token
 * ids or an offset of the hidden state. A run that was cut off lacks the end.
 */
export function writeTrace(trace: Trace): string {
  const lines: unknown[] = [trace.header];
  const shared = {
    placeOfSet: placesIn(lines, (tokens: readonly number[]) => ({ set: tokens })),
    placeOfOffset: placesIn(lines, (offset: SharedOffset) => ({ offset })),
  };
  for (const record of trace.records) {
    const line = toLine(record, shared);
    lines.push(line);
  }
  lines.push({ texts: trace.texts });
  if (trace.end) lines.push({ end: trace.end });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

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

/** Reads what `writeTrace` wrote. Throws `trace-invalid` naming the line and the field that is wrong. */
export function readTrace(text: string): Trace {
  if (text.length > LARGEST_TRACE)
    throw invalid(`The file has ${text.length} characters; at most ${LARGEST_TRACE} are read.`);
  const [first, ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  if (first === undefined) throw invalid('The file is empty.');
  const header: TraceHeader = parseLine(traceSchemas.header, first, 1);
  const records: TokenRecord[] = [];
  const shared: { sets: number[][]; offsets: object[] } = { sets: [], offsets: [] };
  let texts: TokenTexts = {};
  let end: TraceEnd | null = null;
  rest.forEach((line, index) => {
    const number = index + 2;
    if (line.startsWith('{"texts"')) texts = parseLine(v.object({ texts: traceSchemas.texts }), line, number).texts;
    else if (line.startsWith('{"end"')) end = parseLine(v.object({ end: traceSchemas.end }), line, number).end;
    else if (line.startsWith('{"set"')) shared.sets.push(parseLine(setLine, line, number).set);
    else if (line.startsWith('{"offset"')) shared.offsets.push(parseLine(offsetLine, line, number).offset);
    else
      records.push(
        fromLine(parseJson(line, number), records.length, shared, (schema, value) => check(schema, value, number)),
      );
  });
  return { header, records, texts, end };
}

function parseLine<S extends v.GenericSchema>(schema: S, line: string, number: number): v.InferOutput<S> {
  return check(schema, parseJson(line, number), number);
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (caught) {
    throw invalid(`Line ${number} is not JSON.`, caught);
  }
}

function check<S extends v.GenericSchema>(schema: S, value: unknown, number: number): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalid(`Line ${number}, ${v.getDotPath(issue) ?? 'the whole line'}: ${issue.message}`);
}

function invalid(message: string, cause?: unknown): ProblemError {
  return new ProblemError('trace-invalid', message, 'Choose a file that was exported here.', { cause });
}
