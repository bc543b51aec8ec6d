import { sampleKey, type Sample } from '../sample.ts';

const compareCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Runs of digits by their value, so that chain-2 comes before chain-10; the same in every locale. */
export function compareNaturally(a: string, b: string): number {
  const parts = [a, b].map((text) => text.split(/(\d+)/));
  const [ours = [], theirs = []] = parts;
  for (const [index, part] of ours.entries()) {
    const other = theirs[index] ?? '';
    // Odd parts are digits: split keeps what it captured.
    const byNumber = index % 2 === 1 ? Number(part) - Number(other) : 0;
    const order = byNumber || compareCodeUnits(part, other);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length;
}

/** A sample without what may differ between two runs of the same experiment. */
function comparable(sample: Sample): string {
  return JSON.stringify(Object.entries({ ...sample, milliseconds: 0 }).toSorted(([a], [b]) => compareCodeUnits(a, b)));
}

/** Each experiment once, in an order that does not depend on the file. A sample that is there twice must say the same. */
export function orderSamples(samples: readonly Sample[]): Sample[] {
  const byKey = new Map<string, Sample>();
  for (const sample of samples) {
    const key = sampleKey(sample);
    const earlier = byKey.get(key);
    if (earlier && comparable(earlier) !== comparable(sample)) {
      throw new Error(`Sample ${sample.sample} of ${sample.id} under ${sample.strategy} is there twice and differs.`);
    }
    byKey.set(key, sample);
  }
  return [...byKey]
    .toSorted(
      ([keyA, a], [keyB, b]) =>
        compareNaturally(a.task, b.task) ||
        compareNaturally(a.id, b.id) ||
        a.sample - b.sample ||
        compareCodeUnits(keyA, keyB),
    )
    .map(([, sample]) => sample);
}
