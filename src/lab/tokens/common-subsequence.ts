/**
 * Pairs of places of a longest common subsequence, by the usual table (Cormen et al., chapter 15.4); what both lists
 * begin and end with is paired without it.
 */
export function commonSubsequence(
  a: readonly string[],
  b: readonly string[],
): readonly (readonly [placeInA: number, placeInB: number])[] {
  const shorter = Math.min(a.length, b.length);
  let from = 0;
  while (from < shorter && a[from] === b[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const rows = a.length - from - tail;
  const columns = b.length - from - tail;

  /** Longest length of the two middles from `row` and `column` on. */
  const lengths = new Uint16Array((rows + 1) * (columns + 1));
  const at = (row: number, column: number): number => lengths[row * (columns + 1) + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * (columns + 1) + column] =
        a[from + row] === b[from + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }

  const pairs: [number, number][] = Array.from({ length: from }, (_, place) => [place, place]);
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    if (a[from + row] === b[from + column]) {
      pairs.push([from + row, from + column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  for (let back = tail; back > 0; back -= 1) pairs.push([a.length - back, b.length - back]);
  return pairs;
}
