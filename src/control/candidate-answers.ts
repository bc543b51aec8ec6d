import { boxOpenings, closingBrace } from './boxed.ts';

/**
 * Finds answers that a text commits itself to, by their words alone: a complete, non-empty \boxed{...}, or "answer is ..." or
 * "result is ..." with a number, a formula or the letter of an option after it. A training-free stand-in for the
 * candidate-answer detector of "First Try Matters" (arXiv 2510.08308), which is a trained classifier over lines; it misses
 * answers that are said otherwise and takes intermediate results for answers.
 */
export const CANDIDATE_DETECTOR = 'a line with \\boxed{…}, “answer is …” or “result is …”';

export interface CandidateAnswer {
  readonly answer: string;
  /** Of its last character in the text. */
  readonly end: number;
}

const NUMBER = String.raw`\d[\d,]{0,40}(?:\.\d{1,40})?`;
const OPERAND = String.raw`\(?${NUMBER}\)?`;
/** A number, or several with operators between them; spaces are one at most, since "8 - wait" is no difference. */
const ARITHMETIC = String.raw`[-+\u2212]?${OPERAND}(?: ?[-+*/^\u00d7\u00f7\u00b7\u2212] ?${OPERAND}){0,20}`;
/** TeX and the like: anything without a space that has a figure soon. */
const FORMULA = String.raw`[$\\({[]{0,4}[-+\u2212]?[^\s\d]{0,24}\d\S{0,80}`;

/** Every repetition is bounded: a looping model writes lines of any length. */
const STATED = new RegExp(
  String.raw`\b(?:answer|result)[ \t]{1,4}(?:is|=)[ \t]{0,4}:?\s{0,4}\*{0,2}[ \t]{0,4}` +
    String.raw`(?:\$([^$\n]{1,80})\$|(${ARITHMETIC})|(${FORMULA})|\(?([A-J])\)?(?=[ \t.*]{0,8}$))`,
  'gim',
);

function statedAnswers(text: string): CandidateAnswer[] {
  return Array.from(text.matchAll(STATED), (match) => {
    const answer = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
      .replace(/\u2212/g, '-')
      .replace(/[,.;:!?*]{1,8}$/, '')
      .trim();
    return { answer, end: match.index + match[0].length - 1 };
    // "The answer is $\boxed{7}$": what is said there is the box.
  }).filter(({ answer }) => answer !== '' && !answer.includes('\\boxed'));
}

function boxedAnswers(text: string): CandidateAnswer[] {
  const openings = boxOpenings(text);
  return openings.flatMap(({ from }, index) => {
    const end = closingBrace(text, from, openings[index + 1]?.at);
    const answer = end < 0 ? '' : text.slice(from, end).trim();
    return answer === '' ? [] : [{ answer, end }];
  });
}

/** The candidates of a text in their order, one a line: the first that ends in it. */
export function candidateAnswers(text: string): readonly CandidateAnswer[] {
  const all = [...statedAnswers(text), ...boxedAnswers(text)].sort((a, b) => a.end - b.end);
  return all.filter(({ end }, index) => {
    const earlier = all[index - 1];
    return !earlier || text.slice(earlier.end, end).includes('\n');
  });
}

/** How many candidates stand in complete lines; what stands after the last line feed is not complete. */
export function countCandidates(text: string): number {
  const complete = text.lastIndexOf('\n');
  return candidateAnswers(text).filter(({ end }) => end < complete).length;
}
