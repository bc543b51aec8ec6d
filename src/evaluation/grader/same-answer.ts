import type { SameAnswer } from '../../control/ensembles/ensemble.ts';
import { countdownValue } from './countdown.ts';
import { gradeAnswer } from './grade-answer.ts';
import type { KnownAnswer } from './grade-response.ts';
import { equalRationals } from './rational.ts';

/** Texts without the spaces that say nothing. */
const bare = (text: string): string => text.replace(/\s+/g, '');

const agrees = (given: string, gold: string): boolean => gradeAnswer(given, gold).verdict === 'correct';

function sameMaths(answer: string, other: string): boolean {
  // Either way: what a known answer may leave out, a unit say, a run may too.
  return agrees(answer, other) || agrees(other, answer);
}

/**
 * Whether two answers to one problem are the same, as the grader sees it; what it cannot read is compared as text. In
 * Countdown two expressions are one answer when both use the given numbers as they must and have one value, so that a
 * vote never puts a forbidden expression forward for an allowed one. The known answer is not looked at.
 */
export function sameAnswerTo({ numbers, target }: Pick<KnownAnswer, 'numbers' | 'target'>): SameAnswer {
  return (answer, other) => {
    if (bare(answer) === bare(other)) return true;
    if (!numbers || target === undefined) return sameMaths(answer, other);
    const [one, two] = [answer, other].map((text) => countdownValue(text, { numbers, target }));
    return one !== undefined && two !== undefined && equalRationals(one, two);
  };
}
