import * as v from 'valibot';
import { hashModel } from '../../evaluation/run/hashes.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';

/** What a report says of the model that its samples came from. */
export interface ModelFacts {
  readonly hash: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly promptTemplate: string;
}

const manifests = import.meta.glob<unknown>('../../../models/*/manifest.json', { import: 'default', eager: true });
const tokenizers = import.meta.glob<unknown>('../../../models/*/tokenizer_config.json', {
  import: 'default',
  eager: true,
});

const manifestSchema = v.object({ files: v.array(v.object({ path: v.string(), sha256: v.string() })) });
const tokenizerSchema = v.object({ chat_template: v.optional(v.string(), '') });

function readFacts(model: string): ModelFacts {
  // Of models that do not ship with the page, it knows the name alone.
  if (manifests[`../../../models/${model}/manifest.json`] === undefined)
    return { files: [], hash: hashModel([{ path: model, sha256: '' }], sha256), promptTemplate: '' };
  const { files } = v.parse(manifestSchema, manifests[`../../../models/${model}/manifest.json`]);
  const tokenizer = v.parse(tokenizerSchema, tokenizers[`../../../models/${model}/tokenizer_config.json`]);
  return { files, hash: hashModel(files, sha256), promptTemplate: tokenizer.chat_template };
}

const known = new Map<string, ModelFacts>();

/** Of a model by its id. */
export function modelFacts(model: string): ModelFacts {
  const facts = known.get(model) ?? readFacts(model);
  known.set(model, facts);
  return facts;
}
