/**
 * The first position at which two outputs differ, or null when they are equal.
 * When one is a prefix of the other, the position is its length.
 */
export function firstDivergence(
  a: readonly { readonly id: number }[],
  b: readonly { readonly id: number }[],
): number | null {
  const shorter = Math.min(a.length, b.length);
  for (let position = 0; position < shorter; position += 1) {
    if (a[position]?.id !== b[position]?.id) return position;
  }
  return a.length === b.length ? null : shorter;
}
