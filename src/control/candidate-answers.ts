/**
 * Finds lines that commit themselves to an answer, by their words alone: a complete, non-empty \boxed{...}, or
 * "answer is ..." or "result is ..." with a number, a formula between dollars or the letter of an option after it. A training-free stand-in for the
 * candidate-answer detector of "First Try Matters" (arXiv 2510.08308), which is a trained classifier over the same unit,
 * a line; it misses answers that are said otherwise.
 */
export const CANDIDATE_DETECTOR = 'a line with \\boxed{…}, “answer is …” or “result is …”';

/** Repetitions are bounded: a looping model writes lines of any length. */
const CANDIDATE =
  /\\boxed[ \t]{0,4}\{[^\n{}]{0,200}[^\s{}]|\b(?:answer|result)[ \t]{1,4}(?:is|=)[ \t]{0,4}:?[ \t*]{0,8}(?:\$[^$\n]{0,80}\d|[$\\({[]{0,4}[-+\u2212]?[^\s\d]{0,24}\d|\(?[A-J]\b(?=[ \t.*)]{0,8}$))/i;

/** Whether this line (without its line feed) states a candidate answer. */
export function isCandidateLine(line: string): boolean {
  return CANDIDATE.test(line);
}

/** Complete lines of `text` that state a candidate answer; what stands after the last line feed is not complete. */
export function countCandidates(text: string): number {
  return text.split('\n').slice(0, -1).filter(isCandidateLine).length;
}
