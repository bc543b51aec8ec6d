import { extractBoxed } from './boxed.ts';
import { gradeCountdown } from './countdown.ts';
import { gradeAnswer } from './grade-answer.ts';
import type { Grade } from './verdict.ts';

/** What is known of a problem's answer. `gold` is '' where nothing is: then nothing is graded. */
export interface KnownAnswer {
  readonly gold: string;
  /** With a target, the problem is Countdown, and any expression that reaches the target is right. */
  readonly numbers?: readonly number[] | undefined;
  readonly target?: number | undefined;
}

/** Grades an answer by itself, null where there is none. */
export function gradeGiven({ gold, numbers, target }: KnownAnswer, answer: string | null): Grade {
  return numbers && target !== undefined ? gradeCountdown(answer, { numbers, target }) : gradeAnswer(answer, gold);
}

/** Grades a whole response: only what stands in its last box counts. */
export function gradeResponse(known: KnownAnswer, response: string): Grade {
  return gradeGiven(known, extractBoxed(response));
}
