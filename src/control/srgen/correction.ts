import { adamW, type OptimiserSettings } from './adamw.ts';
import { correctionLoss, type CorrectionProblem, type Loss } from './loss.ts';

/** What one correction did. */
export interface Correction {
  /** Added to the last hidden state, [hiddenSize]. */
  readonly offset: Float64Array;
  /** Before each step, and after the last. */
  readonly losses: readonly Pick<Loss, 'crossEntropy' | 'entropy' | 'total'>[];
}

/** Minimises SRGen's loss over an offset of the hidden state that starts at 0. */
export function correctHiddenState(problem: CorrectionProblem, settings: OptimiserSettings): Correction {
  const losses: Correction['losses'][number][] = [];
  const gradientAt = (offset: Float64Array): Float64Array => {
    const { crossEntropy, entropy, total, gradient } = correctionLoss(problem, offset);
    losses.push({ crossEntropy, entropy, total });
    return gradient;
  };
  const offset = adamW(problem.hidden.columns, settings, gradientAt);
  gradientAt(offset);
  return { offset, losses };
}
