import { studentQuantile } from './student-t.ts';

export interface Plan {
  readonly problems: number;
  /** Per problem and strategy. */
  readonly samples: number;
  /** Assumed share of right samples; 0.5 is the worst case. */
  readonly accuracy: number;
  /** Assumed correlation of two samples of the same problem, whichever strategies they come from. */
  readonly correlation: number;
  /** Two-sided. */
  readonly alpha: number;
  readonly power: number;
}

/**
 * The smallest true difference of accuracy that a paired t test finds with probability `power`:
 *
 *   (t(1 - alpha/2, N - 1) + t(power, N - 1)) sqrt(2 p (1 - p) (1 - correlation) / k / N)
 *
 * A sample's score has variance p (1 - p), of which the share `correlation` belongs to the problem and drops out of the
 * paired difference (Miller, arXiv 2411.00640 with t in place of normal quantiles). It takes for granted that
 * a problem is equally hard for both; strategies that help on some problems and hurt on others need more. null for fewer
 * than two problems.
 */
export function detectableDifference(plan: Plan): number | null {
  const { problems, samples, accuracy, correlation, alpha, power } = plan;
  if (problems < 2 || samples < 1) return null;
  const variance = (2 * accuracy * (1 - accuracy) * (1 - correlation)) / samples;
  const quantiles = studentQuantile(1 - alpha / 2, problems - 1) + studentQuantile(power, problems - 1);
  return quantiles * Math.sqrt(variance / problems);
}
