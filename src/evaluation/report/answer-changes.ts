import { grade } from '../answer.ts';
import type { Sample } from '../sample.ts';
import { DETECTOR, firstCandidate } from './first-candidate.ts';

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

export function firstAnswer({ text, gold, answer: final, verdict }: Sample): FirstAnswer | null {
  const answer = firstCandidate(text);
  if (answer === null) return null;
  // The same answer has the same verdict, also where a task is not graded by its known answer alone.
  return { answer, verdict: answer === final ? verdict : grade(answer, gold) };
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
    detector: DETECTOR,
    withCandidate: changes.length,
    rightToWrong: count('rightToWrong'),
    wrongToRight: count('wrongToRight'),
    stayedRight: count('stayedRight'),
    stayedWrong: count('stayedWrong'),
    lost: count('lost'),
  };
}
