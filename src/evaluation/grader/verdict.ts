/** What became of an answer. They are never merged: a missing answer is not a wrong one. */
export type Verdict = 'correct' | 'wrong' | 'no answer' | 'unscored';

export interface Grade {
  readonly verdict: Verdict;
  /** As the model wrote it. */
  readonly answer: string | null;
  /** As it was read, in one spelling; null when it could not be. */
  readonly parsedAnswer: string | null;
  readonly parsedGold: string | null;
}
