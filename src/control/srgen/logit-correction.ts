import { AdamW, type OptimiserSettings } from './adamw.ts';

export interface LogitProblem {
  /** Logits of the candidates, after all biases. */
  readonly logits: Float64Array;
  /** Sampling temperature, > 0. */
  readonly temperature: number;
  /** Weight of the entropy against the distance from the model's own distribution. */
  readonly entropyWeight: number;
}

function softmax(logits: Float64Array, scale: number): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / scale));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Biases for the candidates that lower the entropy among them and stay near the model's own distribution:
 *
 *     L = (1 - lambda) KL(p || p_b) + lambda H(q_b),  p_b = softmax(z + b),  q_b = softmax((z + b) / temperature)
 *
 * by AdamW from b = 0. Ours, for engines without hidden states; not SRGen, which moves the hidden state and asks that the
 * text so far stays likely.
 */
export function correctLogits(problem: LogitProblem, { steps, learningRate }: OptimiserSettings): Float64Array {
  const optimiser = new AdamW(problem.logits.length, learningRate);
  const own = softmax(problem.logits, 1);
  for (let step = 0; step < steps; step += 1) optimiser.step(slopeAt(problem, own, optimiser.parameters));
  return optimiser.parameters;
}

function slopeAt({ logits, temperature, entropyWeight }: LogitProblem, own: Float64Array, biases: Float64Array) {
  const moved = logits.map((logit, index) => logit + (biases[index] ?? 0));
  const near = softmax(moved, 1);
  const drawn = softmax(moved, temperature);
  const entropy = -drawn.reduce((sum, q) => sum + (q > 0 ? q * Math.log(q) : 0), 0);
  return near.map((p, index) => {
    const q = drawn[index] ?? 0;
    const entropySlope = q > 0 ? (-q * (Math.log(q) + entropy)) / temperature : 0;
    return (1 - entropyWeight) * (p - (own[index] ?? 0)) + entropyWeight * entropySlope;
  });
}
