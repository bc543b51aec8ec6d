import { correctionLoss, type CorrectionProblem, type Loss } from './loss.ts';

export interface OptimiserSettings {
  /** Steps of AdamW; 0 gives no offset. */
  readonly steps: number;
  readonly learningRate: number;
}

/** What one correction did. */
export interface Correction {
  /** Added to the last hidden state, [hiddenSize]. */
  readonly offset: Float64Array;
  /** Before each step, and after the last. */
  readonly losses: readonly Pick<Loss, 'crossEntropy' | 'entropy' | 'total'>[];
}

/** AdamW as published: torch's defaults but for eps and weight decay. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-5;
const WEIGHT_DECAY = 1e-8;

/**
 * Minimises SRGen's loss over an offset that starts at 0, by AdamW with decoupled weight decay, in float64.
 * 2020-qqtcg/SRGen, commit 61be0b32; Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
 */
export function correctHiddenState(problem: CorrectionProblem, { steps, learningRate }: OptimiserSettings): Correction {
  const size = problem.hidden.columns;
  const offset = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  const losses: Correction['losses'][number][] = [];
  const record = ({ crossEntropy, entropy, total }: Loss) => losses.push({ crossEntropy, entropy, total });

  for (let step = 1; step <= steps; step += 1) {
    const loss = correctionLoss(problem, offset);
    record(loss);
    const correction1 = 1 - BETA_1 ** step;
    const correction2 = 1 - BETA_2 ** step;
    for (let i = 0; i < size; i += 1) {
      const gradient = loss.gradient[i] ?? 0;
      const m = BETA_1 * (mean[i] ?? 0) + (1 - BETA_1) * gradient;
      const v = BETA_2 * (square[i] ?? 0) + (1 - BETA_2) * gradient * gradient;
      mean[i] = m;
      square[i] = v;
      const decayed = (offset[i] ?? 0) * (1 - learningRate * WEIGHT_DECAY);
      offset[i] = decayed - (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + EPSILON);
    }
  }
  record(correctionLoss(problem, offset));
  return { offset, losses };
}
