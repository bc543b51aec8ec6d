import * as v from 'valibot';
import { ProblemError } from '../src/control/errors.ts';

/** Longer lines are refused: a response of this length is no response. */
export const MAX_LINE = 4_000_000;

const lineSchema = v.pipe(
  v.object({
    id: v.optional(v.union([v.string(), v.number()])),
    gold: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
    response: v.string(),
    numbers: v.optional(v.array(v.number())),
    target: v.optional(v.number()),
  }),
  v.check(
    ({ numbers, target }) => (numbers === undefined) === (target === undefined),
    'has only one of "numbers" and "target"',
  ),
  v.check(({ gold, numbers }) => gold !== undefined || numbers !== undefined, 'has no "gold"'),
);

export type GradeLine = v.InferOutput<typeof lineSchema>;

const FORMAT =
  'Every line is one JSON object {"gold": "…", "response": "…"}; "id" is optional, and so are "numbers" with "target" for Countdown.';

function invalid(message: string, hint = FORMAT): ProblemError {
  return new ProblemError('task-invalid', message, hint);
}

function parseLine(line: string, place: string): GradeLine {
  if (line.length > MAX_LINE)
    throw invalid(
      `${place}: ${line.length} characters long; the limit is ${MAX_LINE}.`,
      'Shorten the response of this line.',
    );
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw invalid(`${place}: not JSON.`);
  }
  const result = v.safeParse(lineSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  throw invalid(`${place}: ${where === null ? 'the line' : `"${where}"`} ${issue.message}.`);
}

/** The responses of a JSON Lines file; throws `task-invalid` naming file and line. Blank lines are skipped. */
export function parseGradeFile(text: string, file: string): readonly GradeLine[] {
  const lines = text.split('\n').map((line, index) => ({ line, place: `${file}, line ${index + 1}` }));
  const parsed = lines.filter(({ line }) => line.trim() !== '').map(({ line, place }) => parseLine(line, place));
  if (parsed.length === 0) throw invalid(`${file} has no lines.`);
  return parsed;
}
