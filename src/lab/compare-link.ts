import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import type { CompareRequest } from './automation.ts';
import { COMPARE_WITH } from './app/route.ts';

/** Of the written comparison. Longer addresses are cut by programs that pass them on. */
const MOST_CHARACTERS = 16_000;

const settings = v.record(v.string(), v.union([v.number(), v.string(), v.boolean()]));
const strategy = { strategy: v.string(), settings };

const linkSchema = v.object({
  prompt: v.string(),
  /** Its id; left out for the one that the page uses. */
  model: v.exactOptional(v.string()),
  answer: v.exactOptional(
    v.object({
      gold: v.string(),
      numbers: v.exactOptional(v.array(v.number())),
      target: v.exactOptional(v.number()),
    }),
  ),
  lanes: v.array(
    v.object({
      ...strategy,
      also: v.exactOptional(v.array(v.object(strategy))),
      /** Its id, where it is not the one of the others. */
      model: v.exactOptional(v.string()),
      /** What it samples with that the others do not. */
      sampling: v.exactOptional(v.record(v.string(), v.number())),
    }),
  ),
  sampling: v.object({
    temperature: v.number(),
    topP: v.number(),
    topK: v.number(),
    minP: v.number(),
    seed: v.number(),
  }),
  maxTokens: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  /** The engine that made the samples which the link is of, in words. */
  madeOn: v.exactOptional(v.pipe(v.string(), v.maxLength(300))),
  /** Of loops and of thinking; none where left out. */
  limits: v.exactOptional(v.object({ loopRepeats: v.number(), thinkingBudget: v.number() })),
});

/** A comparison with nothing left to the page's own suggestions. */
export type LinkedComparison = v.InferOutput<typeof linkSchema>;

/** The address, inside this page, that opens a comparison; null when it would be too long. */
export function compareLink(comparison: LinkedComparison): string | null {
  const text = encodeURIComponent(JSON.stringify(comparison));
  return text.length > MOST_CHARACTERS ? null : COMPARE_WITH + text;
}

function refuse(what: string): never {
  throw new ProblemError('setting-invalid', `The address holds no comparison: ${what}.`, 'Copy the whole link again.');
}

/** What an address asks for; throws `setting-invalid`. Strategies and ranges are checked where it is run. */
export function readCompareLink(text: string): CompareRequest {
  if (text.length > MOST_CHARACTERS) return refuse(`it is longer than ${MOST_CHARACTERS} characters`);
  let value: unknown;
  try {
    value = JSON.parse(decodeURIComponent(text));
  } catch {
    return refuse('it is not JSON');
  }
  const result = v.safeParse(linkSchema, value);
  if (result.success) return result.output;
  return refuse(`"${v.getDotPath(result.issues[0]) ?? 'all of it'}" cannot be read`);
}
