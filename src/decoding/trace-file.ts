import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import { traceSchemas, type TokenRecord, type TokenTexts, type Trace, type TraceEnd, type TraceHeader } from './trace.ts';

/** Largest trace file that is read, in characters: 32,000 tokens take about 20 million. */
const LARGEST_TRACE = 64_000_000;

/** A trace as JSON Lines: header, one line per token, texts, end. A run that was cut off lacks the end. */
export function writeTrace(trace: Trace): string {
  const parts: unknown[] = [trace.header, ...trace.records, { texts: trace.texts }];
  if (trace.end) parts.push({ end: trace.end });
  return parts.map((part) => `${JSON.stringify(part)}\n`).join('');
}

/** Reads what `writeTrace` wrote. Throws `trace-invalid` naming the line and the field that is wrong. */
export function readTrace(text: string): Trace {
  if (text.length > LARGEST_TRACE) throw invalid(`The file has ${text.length} characters; at most ${LARGEST_TRACE} are read.`);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first, ...rest] = lines;
  if (first === undefined) throw invalid('The file is empty.');
  const header: TraceHeader = parseLine(traceSchemas.header, first, 1);
  const records: TokenRecord[] = [];
  let texts: TokenTexts = {};
  let end: TraceEnd | null = null;
  rest.forEach((line, index) => {
    const number = index + 2;
    if (line.startsWith('{"texts"')) texts = parseLine(v.object({ texts: traceSchemas.texts }), line, number).texts;
    else if (line.startsWith('{"end"')) end = parseLine(v.object({ end: traceSchemas.end }), line, number).end;
    else records.push(parseLine(traceSchemas.record, line, number));
  });
  records.forEach((record, index) => {
    if (record.position !== index) throw invalid(`Line ${index + 2} has position ${record.position}, but ${index} is next.`);
  });
  return { header, records, texts, end };
}

function parseLine<S extends v.GenericSchema>(schema: S, line: string, number: number): v.InferOutput<S> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (caught) {
    throw invalid(`Line ${number} is not JSON.`, caught);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalid(`Line ${number}, ${v.getDotPath(issue) ?? 'the whole line'}: ${issue.message}`);
}

function invalid(message: string, cause?: unknown): ProblemError {
  return new ProblemError('trace-invalid', message, 'Choose a file that was exported here.', { cause });
}
