import type { Ballot, SameAnswer, Tally, Verdict } from './ensemble.ts';

/** The result of a weighted vote. */
export interface Vote {
  /** Sum of the weights per answer, in the order in which the answers were first seen. */
  readonly totals: ReadonlyMap<string, number>;
  /** The answer with the largest total; of equal ones the first seen. null when nobody voted. */
  readonly winner: string | null;
}

const SAME_TEXT: SameAnswer = (answer, other) => answer === other;

/** The first of the largest, or undefined. */
function heaviest(tallies: readonly Tally[]): Tally | undefined {
  let best: Tally | undefined;
  for (const tally of tallies) if (!best || tally.weight > best.weight) best = tally;
  return best;
}

/** Adds up the weights of equal answers; a class is compared by its first answer. No answer is no vote. */
export function tallyBallots(
  ballots: readonly Pick<Ballot, 'run' | 'answer' | 'weight'>[],
  same: SameAnswer,
): readonly Tally[] {
  const tallies: { answer: string; weight: number; runs: number[] }[] = [];
  for (const { run, answer, weight } of ballots) {
    if (answer === null) continue;
    const known = tallies.find((tally) => tally.answer === answer || same(answer, tally.answer));
    if (known) {
      known.weight += weight;
      known.runs.push(run);
    } else tallies.push({ answer, weight, runs: [run] });
  }
  return tallies;
}

const shareOf = (tally: Tally, tallies: readonly Tally[]): number =>
  tally.weight / tallies.reduce((sum, { weight }) => sum + weight, 0);

/** The share of all votes that the leading answer has; 0 when nobody voted. */
export function consensus(tallies: readonly Tally[]): number {
  const leading = heaviest(tallies);
  return leading ? shareOf(leading, tallies) : 0;
}

/** The verdict of ballots in the order of their runs: the largest weight wins, of equal ones the answer seen first. */
export function decideByWeight(ballots: readonly Ballot[], same: SameAnswer): Verdict {
  const voting = ballots.filter(({ weight }) => weight > 0);
  const tallies = tallyBallots(voting, same);
  const winner = heaviest(tallies);
  if (!winner) return { answer: null, run: null, tallies, ballots, reason: 'No run voted.' };
  const voters = tallies.reduce((count, { runs }) => count + runs.length, 0);
  const share = (100 * shareOf(winner, tallies)).toFixed(0);
  const runs = voters === 1 ? 'the only vote' : `${winner.runs.length} of ${voters} votes, ${share} % of their weight`;
  const tied = tallies.some((tally) => tally !== winner && tally.weight === winner.weight);
  return {
    answer: winner.answer,
    run: winner.runs[0] ?? null,
    tallies,
    ballots,
    reason: `${runs}${tied ? '; of equal weights the answer seen first' : ''}.`,
  };
}

/** Adds up `weights` per answer; an answer of null does not vote. Answers count as equal when their texts are. */
export function weightedVote(answers: readonly (string | null)[], weights: readonly number[]): Vote {
  const tallies = tallyBallots(
    answers.map((answer, run) => ({ run, answer, weight: weights[run] ?? 0 })),
    SAME_TEXT,
  );
  return {
    totals: new Map(tallies.map(({ answer, weight }) => [answer, weight])),
    winner: heaviest(tallies)?.answer ?? null,
  };
}

/** The places of scores from the highest, 1 for the first; equal ones in their order. NaN comes last. */
export function rankScores(scores: readonly number[]): readonly number[] {
  const value = (index: number): number => {
    const score = scores[index] ?? Number.NaN;
    return Number.isNaN(score) ? -Infinity : score;
  };
  const order = [...scores.keys()].sort((a, b) => (value(a) === value(b) ? a - b : value(b) - value(a)));
  const ranks: number[] = [];
  order.forEach((index, place) => {
    ranks[index] = place + 1;
  });
  return ranks;
}

/** Votes of the sample of rank r of `count` (1 is the surest): (count - r + 1)^power. */
export function bordaWeight(rank: number, count: number, power: number): number {
  return (count - rank + 1) ** power;
}

/**
 * Borda vote by confidence. Samples without an answer keep their rank and do not vote. Power 0 is the majority vote.
 * Kang et al., arXiv 2502.18581; code backprop07/Self-Certainty, commit b17d021e.
 */
export function bordaVote(answers: readonly (string | null)[], confidences: readonly number[], power: number): Vote {
  const ranks = rankScores(answers.map((_, sample) => confidences[sample] ?? 0));
  const weights = ranks.map((rank) => bordaWeight(rank, answers.length, power));
  return weightedVote(answers, weights);
}
