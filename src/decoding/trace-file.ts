import * as v from 'valibot';
import { recordReader, recordWriter } from './record-lines.ts';
import { invalidTrace, parseLine } from './trace-line.ts';
import { traceSchemas, type TokenTexts, type Trace, type TraceEnd, type TraceHeader } from './trace.ts';

/** Largest trace file that is read, in characters: 32,000 tokens take about 20 million. */
const LARGEST_TRACE = 64_000_000;

/**
 * A trace as JSON Lines: header, one line per token, texts, end; before the first token that needs one, a set of token
 * ids or an offset of the hidden state. A run that was cut off lacks the end.
 */
export function writeTrace(trace: Trace): string {
  const lines: unknown[] = [trace.header];
  const write = recordWriter(lines);
  for (const record of trace.records) write(record);
  lines.push({ texts: trace.texts });
  if (trace.end) lines.push({ end: trace.end });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Reads what `writeTrace` wrote. Throws `trace-invalid` naming the line and the field that is wrong. */
export function readTrace(text: string): Trace {
  if (text.length > LARGEST_TRACE)
    throw invalidTrace(`The file has ${text.length} characters; at most ${LARGEST_TRACE} are read.`);
  const [first, ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  if (first === undefined) throw invalidTrace('The file is empty.');
  const header: TraceHeader = parseLine(traceSchemas.header, first, 1);
  const { records, read } = recordReader();
  let texts: TokenTexts = {};
  let end: TraceEnd | null = null;
  rest.forEach((line, index) => {
    const number = index + 2;
    if (line.startsWith('{"texts"')) texts = parseLine(v.object({ texts: traceSchemas.texts }), line, number).texts;
    else if (line.startsWith('{"end"')) end = parseLine(v.object({ end: traceSchemas.end }), line, number).end;
    else read(line, number);
  });
  return { header, records, texts, end };
}
