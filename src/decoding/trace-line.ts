import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';

export function invalidTrace(message: string, cause?: unknown): ProblemError {
  return new ProblemError('trace-invalid', message, 'Choose a file that was exported here.', { cause });
}

export function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (caught) {
    throw invalidTrace(`Line ${number} is not JSON.`, caught);
  }
}

/** Throws `trace-invalid` naming the line and the field that is wrong. */
export function checkLine<S extends v.GenericSchema>(schema: S, value: unknown, number: number): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalidTrace(`Line ${number}, ${v.getDotPath(issue) ?? 'the whole line'}: ${issue.message}`);
}

export function parseLine<S extends v.GenericSchema>(schema: S, line: string, number: number): v.InferOutput<S> {
  return checkLine(schema, parseJson(line, number), number);
}
