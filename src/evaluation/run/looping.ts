/** Fewer tokens may repeat without being a loop: three blank lines, "0 0 0". */
const LEAST_TOKENS = 24;
const LEAST_REPEATS = 3;

/**
 * Whether the last tokens are one block, at least three times in a row and at least 24 tokens in all. The last repetition
 * may be cut off anywhere, since the limit that ends a loop falls anywhere.
 */
export function endsInLoop(ids: readonly number[]): boolean {
  const reversed = ids.toReversed();
  // Knuth, Morris, Pratt: the first `length` tokens have the period length - borders[length - 1].
  const borders: number[] = [0];
  for (let at = 1; at < reversed.length; at += 1) {
    let border = borders[at - 1] ?? 0;
    while (border > 0 && reversed[at] !== reversed[border]) border = borders[border - 1] ?? 0;
    if (reversed[at] === reversed[border]) border += 1;
    borders.push(border);
    const length = at + 1;
    if (length >= LEAST_TOKENS && length >= LEAST_REPEATS * (length - border)) return true;
  }
  return false;
}
