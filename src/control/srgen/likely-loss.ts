import { multiply } from '../matrix.ts';
import { LikelyTokens } from './likely-tokens.ts';
import { addErrors, entropyLoss, project, projectBack, type CorrectionProblem, type LossAt } from './loss.ts';

/**
 * weights += share * sum over the positions but the last of softmax - onehot(said), [vocabularySize], at an offset, from the
 * whole vocabulary; gives the sum of -ln p of what was said, and fills `likely` where there is one.
 */
export type AddAllErrors = (
  weights: Float64Array,
  offset: Float64Array,
  share: number,
  likely?: LikelyTokens,
) => Promise<number>;

/**
 * SRGen's exact loss for one correction, as `correctionLoss` defines it, from a way to go over the whole vocabulary. That is
 * gone at offset 0 alone: from there on the tokens that come to all but 1e-5 of each position's probability stand for it
 * (LikelyTokens), unless the logits move so far, or the probability is spread so wide, that they cannot.
 */
export function likelyLoss(problem: CorrectionProblem, addAllErrors: AddAllErrors): LossAt {
  const { hidden, projection, temperature, entropyWeight } = problem;
  const last = hidden.rows - 1;
  const share = (1 - entropyWeight) / last;
  const state = hidden.values.subarray(last * hidden.columns);
  let likely: LikelyTokens | undefined;
  const add = async (weights: Float64Array, offset: Float64Array): Promise<number> => {
    if (offset.every((value) => value === 0)) {
      likely = new LikelyTokens();
      return addAllErrors(weights, offset, share, likely);
    }
    const moves = multiply(projection, offset);
    return likely?.holdsFor(moves) ? likely.addErrors(weights, moves, share) : addAllErrors(weights, offset, share);
  };
  return async (offset) => {
    const { entropy, slopes } = entropyLoss(project(projection, state, offset), temperature);
    // All that goes back through W does so at once.
    const weights = slopes.map((slope) => entropyWeight * slope);
    const crossEntropy = last === 0 ? 0 : (await add(weights, offset)) / last;
    const total = (1 - entropyWeight) * crossEntropy + entropyWeight * entropy;
    return { crossEntropy, entropy, total, gradient: projectBack(projection, weights) };
  };
}

/** In float64, one position after the other. */
export function likelyLossInFloat64(problem: CorrectionProblem): LossAt {
  const { hidden, projection, ids } = problem;
  return likelyLoss(problem, async (weights, offset, share, likely) => {
    let total = 0;
    for (let position = 0; position < hidden.rows - 1; position += 1) {
      const state = hidden.values.subarray(position * hidden.columns, (position + 1) * hidden.columns);
      // Logits at first, probabilities afterwards.
      const row = project(projection, state, offset);
      const said = ids[position + 1] ?? 0;
      const surprise = addErrors(weights, row, said, share);
      likely?.append(row, said, surprise);
      total += surprise;
    }
    return total;
  });
}
