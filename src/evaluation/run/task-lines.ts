import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import { itemSchema, type TaskItem } from './item.ts';

const FORMAT = 'Every line is one JSON object {"id": "…", "problem": "…", "answer": "…"}, all three as text.';
function parseLine(line: string, place: string): TaskItem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ProblemError('task-invalid', `${place}: not JSON.`, FORMAT);
  }
  const result = v.safeParse(itemSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  throw new ProblemError(
    'task-invalid',
    `${place}: ${where === null ? 'the line' : `"${where}"`} ${issue.message}.`,
    FORMAT,
  );
}

/** The problems of a JSON Lines file; throws `task-invalid` naming file and line. Blank lines are skipped. */
export function parseTask(text: string, file: string): readonly TaskItem[] {
  const items: TaskItem[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = `${file}, line ${index + 1}`;
    const item = parseLine(line, place);
    const earlier = lineOf.get(item.id);
    if (earlier !== undefined) {
      throw new ProblemError(
        'task-invalid',
        `${place}: the id "${item.id}" is already on line ${earlier}.`,
        'Give every problem an id of its own: it decides the random numbers.',
      );
    }
    lineOf.set(item.id, index + 1);
    items.push(item);
  }
  if (items.length === 0) throw new ProblemError('task-invalid', `${file} has no problems.`, FORMAT);
  return items;
}
