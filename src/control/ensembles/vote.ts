/** The result of a weighted vote. */
export interface Vote {
  /** Sum of the weights per answer, in the order in which the answers were first seen. */
  readonly totals: ReadonlyMap<string, number>;
  /** The answer with the largest total; of equal ones the first seen. null when nobody voted. */
  readonly winner: string | null;
}

/** Adds up `weights` per answer; an answer of null does not vote. Answers count as equal when their texts are. */
export function weightedVote(answers: readonly (string | null)[], weights: readonly number[]): Vote {
  const totals = new Map<string, number>();
  answers.forEach((answer, index) => {
    if (answer !== null) totals.set(answer, (totals.get(answer) ?? 0) + (weights[index] ?? 0));
  });
  let winner: string | null = null;
  let most = -Infinity;
  for (const [answer, total] of totals) {
    if (total > most) {
      most = total;
      winner = answer;
    }
  }
  return { totals, winner };
}

/**
 * Borda vote by confidence: the sample of rank r of N (1 is the surest; equal ones in their order) has (N - r + 1)^power
 * votes. Samples without an answer keep their rank and do not vote. Power 0 is the majority vote.
 * Kang et al., arXiv 2502.18581; code backprop07/Self-Certainty, commit b17d021e.
 */
export function bordaVote(answers: readonly (string | null)[], confidences: readonly number[], power: number): Vote {
  const byConfidence = [...answers.keys()].sort((a, b) => (confidences[b] ?? 0) - (confidences[a] ?? 0) || a - b);
  const weights: number[] = [];
  byConfidence.forEach((sample, place) => {
    weights[sample] = (answers.length - place) ** power;
  });
  return weightedVote(answers, weights);
}
