import * as v from 'valibot';
import catalogFile from '../../models/catalog.json' with { type: 'json' };
import { ProblemError } from '../control/errors.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** Part of an address and of a path: nothing that leads out of a folder. */
const filePath = v.pipe(v.string(), v.regex(/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/));

const modelFields = {
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]*$/)),
  title: v.string(),
  thinking: v.object({ open: v.string(), close: v.string() }),
  /** Largest next-token entropy measured at temperature 0.6, nats: `npm run bench -- streams`. */
  highestEntropy: v.exactOptional(v.number()),
  suggested: v.record(v.string(), v.record(v.string(), v.union([v.number(), v.string(), v.boolean()]))),
};

const embeddedSchema = v.object({
  ...modelFields,
  source: v.literal('embedded'),
  /** Path of the ONNX file inside the model's folder. */
  graph: v.string(),
});

/** Size and hash are null until `npm run models -- pin` has read them from the hub. */
const fileSchema = v.object({
  path: filePath,
  bytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  sha256: v.nullable(sha256),
});

const variantSchema = v.object({
  /** What the weights are stored as; q4f16 computes in 16-bit floats. */
  dtype: v.picklist(['q4', 'q4f16']),
  graph: filePath,
  /** The graph and its external data. */
  files: v.array(fileSchema),
});

const hubSchema = v.object({
  ...modelFields,
  source: v.literal('hub'),
  repository: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/)),
  /** A whole commit hash; null until it is pinned. */
  revision: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  licence: v.string(),
  /** Whether these files have been loaded and run by whoever wrote the entry. */
  tried: v.boolean(),
  /** Why it cannot be run, where that is known. */
  refused: v.exactOptional(v.string()),
  /** From the model's config.json: what the memory it needs follows from. `layers` counts those with a KV cache. */
  shape: v.object({ layers: count, kvHeads: count, headSize: count, vocabulary: count }),
  /** Longest sequence that is offered here, in tokens; the model's own may be longer. */
  contextLength: count,
  /** Configuration and tokenizer, the same for all variants. */
  files: v.array(fileSchema),
  variants: v.array(variantSchema),
});

const entrySchema = v.variant('source', [embeddedSchema, hubSchema]);

export const catalogSchema = v.object({ models: v.array(entrySchema) });

export type CatalogEntry = v.InferOutput<typeof entrySchema>;
export type EmbeddedEntry = v.InferOutput<typeof embeddedSchema>;
export type HubEntry = v.InferOutput<typeof hubSchema>;
export type HubVariant = HubEntry['variants'][number];

export const CATALOG: readonly CatalogEntry[] = v.parse(catalogSchema, catalogFile).models;

/** Throws `model-missing`, naming the models there are. */
export function findModel(id: string, catalog = CATALOG): CatalogEntry {
  const entry = catalog.find((model) => model.id === id);
  if (entry) return entry;
  throw new ProblemError(
    'model-missing',
    `There is no model "${id}".`,
    `Choose from: ${catalog.map((model) => model.id).join(', ')}.`,
  );
}

/** Throws `model-missing` for one that does not come with the page. */
export function findEmbedded(id: string): EmbeddedEntry {
  const entry = findModel(id);
  if (entry.source === 'embedded') return entry;
  throw new ProblemError('model-missing', `${entry.title} does not come with the page.`, 'Download it first.');
}

/** The variant for a device: 16-bit floats where it computes in them, otherwise 32-bit ones. */
export function chooseVariant({ title, variants }: HubEntry, shaderF16: boolean): HubVariant {
  const wanted = shaderF16 ? ['q4f16', 'q4'] : ['q4'];
  const found = wanted.map((dtype) => variants.find((variant) => variant.dtype === dtype)).find(Boolean);
  if (found) return found;
  throw new ProblemError(
    'model-unsupported',
    `${title} is there in 16-bit floats only, which this device does not compute in.`,
    'Choose another model, or a browser and GPU with shader-f16.',
  );
}
