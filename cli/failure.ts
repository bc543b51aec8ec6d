import { ProblemError } from '../src/control/errors.ts';
import { note } from './output.ts';

/** The command line itself is wrong: an unknown flag, a missing value. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** Says on standard error what went wrong and what to do; returns the exit code. */
export function reportFailure(caught: unknown): number {
  if (caught instanceof UsageError) note(`${caught.message}\n${caught.hint}`);
  else if (caught instanceof ProblemError) note(`${caught.problem.message}\n${caught.problem.hint}`);
  else note(caught instanceof Error ? (caught.stack ?? caught.message) : String(caught));
  return 1;
}
