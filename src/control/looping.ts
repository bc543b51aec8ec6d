/** Fewer tokens may repeat without being a loop: three blank lines, "0 0 0". */
const LEAST_TOKENS = 24;
const LEAST_REPEATS = 3;
/** Tokens that a run under way is looked at: a loop of longer blocks shows when it has ended. */
const WINDOW = 1024;

/**
 * Whether the last tokens are one block, at least `repeats` times in a row (never fewer than three) and at least 24 tokens in all. The last repetition
 * may be cut off anywhere, since the limit that ends a loop falls anywhere.
 */
export function endsInLoop(ids: readonly number[], repeats = LEAST_REPEATS): boolean {
  const least = Math.max(LEAST_REPEATS, repeats);
  const reversed = ids.toReversed();
  // Knuth, Morris, Pratt: the first `length` tokens have the period length - borders[length - 1].
  const borders: number[] = [0];
  for (let at = 1; at < reversed.length; at += 1) {
    let border = borders[at - 1] ?? 0;
    while (border > 0 && reversed[at] !== reversed[border]) border = borders[border - 1] ?? 0;
    if (reversed[at] === reversed[border]) border += 1;
    borders.push(border);
    const length = at + 1;
    if (length >= LEAST_TOKENS && length >= least * (length - border)) return true;
  }
  return false;
}

/** The same of a run under way, at a cost that does not grow with it. */
export function isLooping(tokens: readonly { readonly id: number }[], repeats: number): boolean {
  return endsInLoop(
    tokens.slice(-WINDOW).map(({ id }) => id),
    repeats,
  );
}
