/** The next of some rising positions after `from`, or the one before it; null when there is none. */
export function nextIn(targets: readonly number[], from: number, direction: 1 | -1): number | null {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const target = targets[middle] ?? Infinity;
    if (direction === 1 ? target <= from : target < from) low = middle + 1;
    else high = middle;
  }
  return targets[direction === 1 ? low : low - 1] ?? null;
}
