import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import type { Engine } from './engine.ts';

const ids = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));

/**
 * Logits that a model must give: `rows[i]` are those of `ids`, after the prompt and the first i tokens of the
 * continuation, computed by other software than the engine's.
 */
const referenceSchema = v.object({
  prompt_ids: v.pipe(ids, v.minLength(1), v.maxLength(1000)),
  continuation_ids: v.pipe(ids, v.maxLength(1000)),
  rows: v.pipe(v.array(v.object({ ids, logits: v.array(v.number()) })), v.minLength(1), v.maxLength(1000)),
  /** Largest difference that counts as the same; models in 16-bit floats need more. */
  tolerance: v.optional(v.number(), 1e-3),
});

export interface SelfTest {
  readonly passed: boolean;
  /** Largest absolute difference of a logit. */
  readonly largestDifference: number;
  /** What it may be at most. */
  readonly tolerance: number;
  readonly positions: number;
  /** Positions at which the likeliest token is another one. */
  readonly otherTokens: number;
}

/**
 * Holds an engine on this adapter to stored values: some GPUs and drivers give wrong numbers without an error. Throws
 * `model-damaged` when the reference cannot be read.
 */
export async function selfTest(engine: Engine, reference: unknown): Promise<SelfTest> {
  const read = v.safeParse(referenceSchema, reference);
  if (!read.success) {
    throw new ProblemError(
      'model-damaged',
      `The reference values of this model cannot be read: ${read.issues[0].message}.`,
      'Load the page again; if that fails, it was not deployed whole.',
    );
  }
  const { prompt_ids: prompt, continuation_ids: continuation, rows, tolerance } = read.output;
  const sequence = engine.open();
  let largestDifference = 0;
  let otherTokens = 0;
  try {
    await sequence.append(prompt);
    for (const [step, row] of rows.entries()) {
      const logits = await sequence.logits();
      row.ids.forEach((id, index) => {
        const difference = Math.abs((logits[id] ?? Number.NaN) - (row.logits[index] ?? Number.NaN));
        // A value that is no number is as wrong as can be.
        largestDifference = Math.max(largestDifference, Number.isNaN(difference) ? Infinity : difference);
      });
      const next = continuation[step];
      if (next === undefined) continue;
      if (logits.indexOf(logits.reduce((a, b) => Math.max(a, b))) !== next) otherTokens += 1;
      await sequence.append([next]);
    }
  } finally {
    sequence.dispose();
  }
  const passed = largestDifference <= tolerance && otherTokens === 0;
  return { passed, largestDifference, tolerance, positions: rows.length, otherTokens };
}
