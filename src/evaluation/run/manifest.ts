import * as v from 'valibot';
import { configurationSchema } from './configuration.ts';

const surroundingsSchema = v.object({
  /** What the engine said of itself. */
  engine: v.string(),
  browser: v.string(),
});
export type Surroundings = v.InferOutput<typeof surroundingsSchema>;

/** manifest.json of an evaluation's folder. Nothing in it depends on when or how fast the samples were made. */
export const evaluationManifestSchema = v.object({
  format: v.literal('second-thought/evaluation'),
  version: v.literal(1),
  status: v.picklist(['started', 'finished', 'failed']),
  /** Why it failed. */
  reason: v.optional(v.string()),
  /** Where the problems are from; left out when only their file is known. */
  source: v.optional(v.string()),
  /** What the samples were made with; null before the first. */
  surroundings: v.nullable(surroundingsSchema),
  configuration: configurationSchema,
});
export type EvaluationManifest = v.InferOutput<typeof evaluationManifestSchema>;
