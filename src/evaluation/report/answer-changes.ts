import { CANDIDATE_DETECTOR, candidateAnswers } from '../../control/candidate-answers.ts';
import { gradeGiven } from '../grader/grade-response.ts';
import { knownAnswerOf, type Sample } from '../sample.ts';

export interface AnswerChanges {
  readonly detector: string;
  /** Samples that are scored and hold a first candidate; the other counts are of these. */
  readonly withCandidate: number;
  readonly rightToWrong: number;
  readonly wrongToRight: number;
  readonly stayedRight: number;
  /** The final answer may be another wrong one. */
  readonly stayedWrong: number;
  /** A candidate, but no final answer. */
  readonly lost: number;
}

export interface FirstAnswer {
  readonly answer: string;
  readonly verdict: Sample['verdict'];
}

/** In Countdown an answer is an expression: a number alone names the target. */
const OPERATOR = /[-+*/\u00d7\u00f7\u00b7\u2212]|\\(?:times|cdot|div|d?frac)/;

/** null where the text states none, and for an ensemble: its answer is not the last of one text. */
export function firstAnswer(sample: Sample): FirstAnswer | null {
  if (sample.members) return null;
  const isCountdown = sample.target !== undefined;
  const first = candidateAnswers(sample.text).find(({ answer }) => !isCountdown || OPERATOR.test(answer));
  if (!first) return null;
  return { answer: first.answer, verdict: gradeGiven(knownAnswerOf(sample), first.answer).verdict };
}

export type Change = Exclude<keyof AnswerChanges, 'detector' | 'withCandidate'>;

/** null where nothing is scored or there is no first candidate, as in the empty text of a problem that was too long. */
export function changeOf(first: FirstAnswer | null, final: Sample['verdict']): Change | null {
  if (!first || first.verdict === 'unscored' || final === 'unscored') return null;
  if (final === 'no answer') return 'lost';
  const wasRight = first.verdict === 'correct';
  if (final === 'correct') return wasRight ? 'stayedRight' : 'wrongToRight';
  return wasRight ? 'rightToWrong' : 'stayedWrong';
}

export function countChanges(samples: readonly Sample[]): AnswerChanges {
  const changes = samples.flatMap((sample) => changeOf(firstAnswer(sample), sample.verdict) ?? []);
  const count = (kind: Change): number => changes.filter((change) => change === kind).length;
  return {
    detector: CANDIDATE_DETECTOR,
    withCandidate: changes.length,
    rightToWrong: count('rightToWrong'),
    wrongToRight: count('wrongToRight'),
    stayedRight: count('stayedRight'),
    stayedWrong: count('stayedWrong'),
    lost: count('lost'),
  };
}
