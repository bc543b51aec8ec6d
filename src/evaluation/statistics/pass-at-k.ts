/**
 * The chance that k samples drawn without replacement from n, of which c are right, hold a right one:
 * 1 - C(n - c, k) / C(n, k), as the product that does not overflow. Unbiased for 1 - (1 - p)^k; Chen et al.,
 * arXiv 2107.03374, equation 1. Needs 1 <= k <= n.
 */
export function passAtK(samples: number, correct: number, k: number): number {
  if (samples - correct < k) return 1;
  let noneRight = 1;
  for (let i = samples - correct + 1; i <= samples; i += 1) noneRight *= 1 - k / i;
  return 1 - noneRight;
}
