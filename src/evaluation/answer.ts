import { gradeAnswer } from './grader/grade-answer.ts';
import type { Verdict } from './grader/verdict.ts';

export { extractBoxed } from './grader/boxed.ts';
export { gradeResponse, type KnownAnswer } from './grader/grade-response.ts';
export type { Verdict } from './grader/verdict.ts';

/** Compares a model's answer with the known one, as a careful reader would: docs/grading.md. */
export function grade(answer: string | null, gold: string): Verdict {
  return gradeAnswer(answer, gold).verdict;
}
