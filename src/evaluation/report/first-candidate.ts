import { extractBoxed } from '../answer.ts';

/** Shown wherever its counts are, since another detector would count otherwise. */
export const DETECTOR = 'first \\boxed{…}, or first “answer is N” or “result is N”';

const BOX = '\\boxed{';

/**
 * A number with sign, thousands, decimals or a fraction; TeX between dollars; or a single letter that ends the line.
 * Every repetition of spaces has a bound: a looping model writes thousands of them.
 */
const STATED =
  /\b(?:answer|result)[ \t]{1,4}is[ \t]{0,4}:?\s{0,4}(?:\*\*)?[ \t]{0,4}(?:\$([^$\n]{1,80})\$|([-+\u2212]?\d[\d,]{0,40}(?:\.\d{1,40})?(?: ?\/ ?\d{1,40})?)|\(?([A-J])\)?(?=[ \t.*]{0,8}$))/im;

interface Found {
  readonly answer: string;
  readonly at: number;
}

/** The first box that is complete and not empty. */
function firstBoxed(text: string): Found | null {
  for (let at = text.indexOf(BOX); at >= 0;) {
    const next = text.indexOf(BOX, at + BOX.length);
    const answer = extractBoxed(next < 0 ? text.slice(at) : text.slice(at, next));
    if (answer !== null) return { answer, at };
    at = next;
  }
  return null;
}

function firstStated(text: string): Found | null {
  const match = STATED.exec(text);
  const answer = match?.[1] ?? match?.[2] ?? match?.[3];
  if (!match || answer === undefined) return null;
  return {
    answer: answer
      .replace(/\u2212/g, '-')
      .replace(/,$/, '')
      .trim(),
    at: match.index,
  };
}

/** The first answer that a text commits itself to, by its words alone: no classifier, so it misses and mistakes some. */
export function firstCandidate(text: string): string | null {
  const found = [firstBoxed(text), firstStated(text)].flatMap((each) => each ?? []);
  // "The answer is $\boxed{7}$": what is said there is the box.
  const [earliest] = found.filter(({ answer }) => !answer.includes(BOX)).toSorted((a, b) => a.at - b.at);
  return earliest?.answer ?? null;
}
