import { HEAD_SIZE, type Distribution, type SparseEdits, type TopLogits } from './distribution.ts';
import { LogitMemory } from './simd/logit-memory.ts';
import { addLogits, noSums, type SoftmaxSums } from './softmax-sums.ts';
import { describeDistribution, SPARE_SIZE, passOver, topLogits, type Logits, type Pass } from './statistics.ts';

/** One for each worker: whoever uses it is done with it before anybody else begins. */
let memory: LogitMemory | undefined | 'not made' = 'not made';

/** Below, quotients by it leave float32. */
const LEAST_TEMPERATURE = 1e-3;
/** Candidates are ranked by comparing each with each. */
const MOST_CANDIDATES = 512;

function kernels(): LogitMemory | undefined {
  if (memory === 'not made') memory = LogitMemory.create();
  return memory;
}

/** How fast passes are made here: by their twins in JavaScript where there is no WebAssembly with vectors. */
export const passesBy = (): 'vectors' | 'javascript' => (kernels() ? 'vectors' : 'javascript');

/** For logits that the kernels can take. */
function memoryFor(logits: Logits, temperature: number): LogitMemory | undefined {
  return logits instanceof Float32Array && temperature >= LEAST_TEMPERATURE ? kernels() : undefined;
}

/**
 * What `passOver` gives, which defines it, in about a fifth of the time: the same candidates, and sums whose larger part,
 * that of the candidates, is in float64, and the rest good to 1e-6 of itself. The same logits give the same bytes.
 */
export function fastPass(logits: Logits, temperature: number): Pass {
  const held = memoryFor(logits, temperature);
  if (!held) return passOver(logits, temperature);
  const sumOfLogits = held.load(logits);
  const found = held.takeTop(HEAD_SIZE + SPARE_SIZE);
  if (found === 0) return passOver(logits, temperature);
  const top = held.candidates(0, HEAD_SIZE);
  const spare = held.candidates(HEAD_SIZE, found);
  const plain = held.sums(1);
  return { top, spare, plain, tempered: temperature === 1 ? plain : held.sums(temperature), sumOfLogits };
}

/** `describeDistribution` by fast passes. */
export const describeFast = (
  logits: Logits,
  edits: SparseEdits,
  temperature: number,
  shift?: Float64Array,
): Distribution => describeDistribution(logits, edits, temperature, shift, fastPass);

/** The `count` largest logits, as `topLogits` gives them, and the sums over all at one temperature. */
export function fastHead(
  logits: Logits,
  count: number,
  temperature: number,
): { readonly top: TopLogits; readonly sums: SoftmaxSums } {
  const held = count <= MOST_CANDIDATES ? memoryFor(logits, temperature) : undefined;
  if (held) {
    held.load(logits);
    const found = held.takeTop(count);
    if (found > 0) return { top: held.candidates(0, found), sums: held.sums(temperature) };
  }
  const top = topLogits(logits, count);
  const sums = noSums(top.logits[0] ?? -Infinity, temperature);
  addLogits(sums, logits);
  return { top, sums };
}
