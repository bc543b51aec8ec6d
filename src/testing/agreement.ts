import type { Engine } from '../engines/engine.ts';

/** How far two engines are apart over the same ids. */
export interface Agreement {
  readonly positions: number;
  /** Largest absolute difference of a logit. */
  readonly largestDifference: number;
  /** Positions where the greedy tokens differ although the reference's first two are more than `margin` apart. */
  readonly disagreements: number;
}

/** Feeds both engines a prompt and then `ids` one by one, comparing the logits before each and after the last. */
export async function compareEngines(
  reference: Engine,
  other: Engine,
  prompt: readonly number[],
  ids: readonly number[],
  margin = 1e-3,
): Promise<Agreement> {
  const [a, b] = [reference.open(), other.open()];
  await a.append(prompt);
  await b.append(prompt);
  let largestDifference = 0;
  let disagreements = 0;
  for (const id of ids) {
    const [expected, found] = [await a.logits(), await b.logits()];
    const [first = -1, second = -1] = (await a.distribution(new Map(), { temperature: 1 })).base.top.ids;
    const [greedy] = (await b.distribution(new Map(), { temperature: 1 })).base.top.ids;
    expected.forEach((value, index) => {
      largestDifference = Math.max(largestDifference, Math.abs(value - (found[index] ?? Number.NaN)));
    });
    if (greedy !== first && (expected[first] ?? 0) - (expected[second] ?? 0) > margin) disagreements += 1;
    await a.append([id]);
    await b.append([id]);
  }
  a.dispose();
  b.dispose();
  return { positions: ids.length, largestDifference, disagreements };
}
