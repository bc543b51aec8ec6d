import * as v from 'valibot';
import catalogFile from '../../models/catalog.json' with { type: 'json' };
import { ProblemError } from '../control/errors.ts';

const entrySchema = v.object({
  id: v.string(),
  title: v.string(),
  source: v.literal('embedded'),
  /** Path of the ONNX file inside the model's folder. */
  graph: v.string(),
  thinking: v.object({ open: v.string(), close: v.string() }),
  /** Largest next-token entropy measured at temperature 0.6, nats: `npm run bench -- streams`. */
  highestEntropy: v.optional(v.number()),
  suggested: v.record(v.string(), v.record(v.string(), v.union([v.number(), v.string(), v.boolean()]))),
});

export type CatalogEntry = v.InferOutput<typeof entrySchema>;

const CATALOG: readonly CatalogEntry[] = v.parse(v.object({ models: v.array(entrySchema) }), catalogFile).models;

/** Throws `model-missing`, naming the models there are. */
export function findModel(id: string): CatalogEntry {
  const entry = CATALOG.find((model) => model.id === id);
  if (entry) return entry;
  throw new ProblemError(
    'model-missing',
    `There is no model "${id}".`,
    `Choose from: ${CATALOG.map((model) => model.id).join(', ')}.`,
  );
}
