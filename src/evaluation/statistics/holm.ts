/**
 * Holm's adjusted p values, in the order given: the i-th smallest of m is multiplied by m - i + 1, then each is raised to
 * the largest before it and cut at 1. Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = Array.from<number>({ length: pValues.length });
  let largest = 0;
  const ranked = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  for (const [rank, { p, index }] of ranked.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
