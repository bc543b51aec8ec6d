import * as v from 'valibot';

/** One problem of a task. What else a line holds (source, address, …) is not kept. */
export const itemSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1, 'is empty')),
  problem: v.pipe(v.string(), v.regex(/\S/, 'is empty')),
  answer: v.string(),
  /** Of countdown problems: what may be used, and what has to come out. */
  numbers: v.optional(v.array(v.number())),
  target: v.optional(v.number()),
  family: v.optional(v.string()),
  level: v.optional(v.union([v.number(), v.string()])),
});

export type TaskItem = v.InferOutput<typeof itemSchema>;
