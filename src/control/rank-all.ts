import type { TopLogits } from './distribution.ts';
import type { Logits } from './statistics.ts';

/** Ids below this fit beside 32 bits into the 53 of a number. */
const MOST_IDS = 2 ** 21;

/** Every logit in falling order, ties by lower id; bans left out. */
export function rankAll(logits: Logits): TopLogits {
  const ids = logits instanceof Float32Array && logits.length <= MOST_IDS ? rankFloats(logits) : rankBySorting(logits);
  return { ids, logits: ids.map((id) => logits[id] ?? -Infinity) };
}

function rankBySorting(logits: Logits): number[] {
  const ids = Array.from(logits.keys()).filter((id) => logits[id] !== -Infinity);
  return ids.sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
}

/** The same by sorting one number for each, which needs no comparison in JavaScript. */
function rankFloats(logits: Float32Array): number[] {
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  const keys = new Float64Array(logits.length);
  let count = 0;
  for (let id = 0; id < logits.length; id += 1) {
    float[0] = (logits[id] ?? -Infinity) + 0; // -0 becomes 0, which it ties with
    if (float[0] === -Infinity) continue;
    const word = bits[0] ?? 0;
    const rising = word < 0 ? word ^ 0x7fffffff : word; // integers that order as the floats do
    keys[count] = id - rising * MOST_IDS;
    count += 1;
  }
  const sorted = keys.subarray(0, count).sort();
  return Array.from(sorted, (key) => key - Math.floor(key / MOST_IDS) * MOST_IDS);
}
