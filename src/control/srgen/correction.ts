import { AdamW, type OptimiserSettings } from './adamw.ts';
import { correctionLoss, type CorrectionProblem, type Loss } from './loss.ts';

/** What one correction did. */
export interface Correction {
  /** Added to the last hidden state, [hiddenSize]. */
  readonly offset: Float64Array;
  /** Before each step, and after the last. */
  readonly losses: readonly Pick<Loss, 'crossEntropy' | 'entropy' | 'total'>[];
}

/** What a strategy asks of an engine: which offset of the last hidden state lowers SRGen's loss. */
export interface CorrectionRequest extends OptimiserSettings {
  /**
   * `exact`: over the whole vocabulary at every position. `truncated`: over the candidates that were kept while
   * decoding (docs/methods/srgen.md); needs a sequence opened with `candidates`.
   */
  readonly loss: 'exact' | 'truncated';
  /** Weight of the next token's entropy against the retrospective cross-entropy, 0 to 1. */
  readonly entropyWeight: number;
  /** Sampling temperature of the next token, > 0. */
  readonly temperature: number;
  /** Look at this many positions alone, as if the sequence ended there. */
  readonly positions: number;
}

/** Minimises a loss over an offset of the hidden state that starts at 0, [hiddenSize]. */
export async function minimise(
  hiddenSize: number,
  { steps, learningRate }: OptimiserSettings,
  lossAt: (offset: Float64Array) => Loss | Promise<Loss>,
): Promise<Correction> {
  const optimiser = new AdamW(hiddenSize, learningRate);
  const losses: Correction['losses'][number][] = [];
  for (let step = 0; step <= steps; step += 1) {
    const loss = await lossAt(optimiser.parameters);
    const { crossEntropy, entropy, total } = loss;
    losses.push({ crossEntropy, entropy, total });
    if (step < steps) optimiser.step(loss.gradient);
  }
  return { offset: optimiser.parameters, losses };
}

/** The correction under the exact loss, in float64: the twin that defines every engine's. */
export function correctHiddenState(problem: CorrectionProblem, settings: OptimiserSettings): Promise<Correction> {
  return minimise(problem.hidden.columns, settings, (offset) => correctionLoss(problem, offset));
}
