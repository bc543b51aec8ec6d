import { ProblemError } from '../../control/errors.ts';

/** Larger ones are no small task, and no report that a page can show. */
const MOST_MEGABYTES = 64;

/** The text of a file from disk; throws `task-invalid` for one that is too large or cannot be read. */
export async function readFile(file: File): Promise<string> {
  if (file.size > MOST_MEGABYTES * 1e6) {
    throw new ProblemError(
      'task-invalid',
      `${file.name} has ${Math.ceil(file.size / 1e6)} MB; this page opens at most ${MOST_MEGABYTES} MB.`,
      'Split it, or use npm run eval, which writes a report of its own.',
    );
  }
  try {
    return await file.text();
  } catch {
    throw new ProblemError('task-invalid', `${file.name} cannot be read.`, 'Choose it again.');
  }
}

/** "sets/math500.jsonl" is the task math500, as on the command line. */
export function nameOf(file: Pick<File, 'name'>): string {
  return file.name.replace(/\.[^.]*$/, '');
}
