import type { Engine } from '../engines/engine.ts';

/** Ids below `vocabulary` without a pattern. */
export function scatteredIds(count: number, vocabulary: number): number[] {
  return Array.from({ length: count }, (_, index) => (7919 * (index + 1) + 31 * index * index) % vocabulary);
}

/** The logits after each of `ids`, fed one by one after a prompt. */
export async function logitsAlong(
  engine: Engine,
  prompt: readonly number[],
  ids: readonly number[],
): Promise<Float32Array[]> {
  const sequence = engine.open();
  await sequence.append(prompt);
  const rows: Float32Array[] = [];
  for (const id of ids) {
    await sequence.append([id]);
    rows.push(await sequence.logits());
  }
  sequence.dispose();
  return rows;
}

/** The largest absolute difference between rows of the same length; Infinity where one has no number. */
export function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let largest = a.length === b.length ? 0 : Infinity;
  a.forEach((row, index) => {
    row.forEach((value, at) => {
      const difference = Math.abs(value - (b[index]?.[at] ?? Number.NaN));
      largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    });
  });
  return largest;
}
