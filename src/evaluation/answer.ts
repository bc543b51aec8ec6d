export { extractBoxed } from './grader/boxed.ts';
export { gradeResponse, type KnownAnswer } from './grader/grade-response.ts';
export { sameAnswerTo } from './grader/same-answer.ts';
export type { Verdict } from './grader/verdict.ts';
