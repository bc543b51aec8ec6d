import { attempt } from './attempt.ts';
import { equalValues } from './equal.ts';
import { Effort } from './limits.ts';
import { printValue } from './print-value.ts';
import { readAnswer, type Reading } from './read-answer.ts';
import type { Grade, Verdict } from './verdict.ts';

/** What programs write where there was no answer. */
const MISSING = /^[-+]?(nan|null|undefined)$/i;

function read(text: string): Reading | undefined {
  if (MISSING.test(text.trim())) return undefined;
  return attempt(() => readAnswer(text.trim(), new Effort()));
}

const hasUnit = ({ value }: Reading): boolean => value.kind === 'scalar' && value.unit !== undefined;

/** Upper case is another unit: M is not m. */
const lettersOf = ({ source }: Reading): string => source.replace(/\\[A-Za-z]+/g, '').replace(/[^A-Za-z]/g, '');

/** "12 m/s" and "12\text{ m/s}": the letters of one are upright and those of the other are not. */
function isSameUnitText(gold: Reading, answer: Reading): boolean {
  if (!hasUnit(gold) && !hasUnit(answer)) return false;
  return gold.text === answer.text && lettersOf(gold) === lettersOf(answer);
}

function isSame(gold: Reading, answer: Reading): boolean {
  if (gold.source === answer.source || isSameUnitText(gold, answer)) return true;
  // What is a product of letters on one side and a word on the other is compared as words.
  const kinds = [gold.value.kind, answer.value.kind];
  if (kinds.includes('text') && gold.text === answer.text) return true;
  return attempt(() => equalValues(gold.value, answer.value, new Effort())) ?? false;
}

function decide(gold: Reading | undefined, answer: Reading | undefined, given: string | null): Verdict {
  if (!gold) return 'unscored';
  if (given === null || given.trim() === '') return 'no answer';
  return answer && isSame(gold, answer) ? 'correct' : 'wrong';
}

/** Compares a model's answer with the known one. What cannot be read is the answer's fault, or makes a gold unscored. */
export function gradeAnswer(answer: string | null, gold: string): Grade {
  const [expected, given] = [read(gold), answer === null ? undefined : read(answer)];
  return {
    verdict: decide(expected, given, answer),
    answer,
    parsedAnswer: given ? printValue(given.value) : null,
    parsedGold: expected ? printValue(expected.value) : null,
  };
}
