import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';

const configSchema = v.object({ max_position_embeddings: v.pipe(v.number(), v.integer(), v.minValue(1)) });
const generationSchema = v.object({ eos_token_id: v.union([v.number(), v.array(v.number())]) });
/** A special token: its text, with or without properties around it. */
const tokenSchema = v.pipe(
  v.optional(v.nullable(v.union([v.string(), v.object({ content: v.string() })])), ''),
  v.transform((token) => (typeof token === 'string' ? token : (token?.content ?? ''))),
);
const tokenizerConfigSchema = v.object({ chat_template: v.string(), bos_token: tokenSchema, eos_token: tokenSchema });

/** What decoding needs of a model's configuration files, which have the names and fields of public models. */
export interface ModelConfig {
  readonly contextLength: number;
  /** Ids that end the output. */
  readonly stopIds: ReadonlySet<number>;
  readonly chatTemplate: string;
  /** Texts that a template may write around its messages; '' where the model has none. */
  readonly bosToken: string;
  readonly eosToken: string;
}

/** The parsed contents of config.json, generation_config.json and tokenizer_config.json. Throws `model-damaged`. */
export function readModelConfig(config: unknown, generation: unknown, tokenizer: unknown): ModelConfig {
  const { max_position_embeddings: contextLength } = read('config.json', configSchema, config);
  const { eos_token_id: stop } = read('generation_config.json', generationSchema, generation);
  const {
    chat_template: chatTemplate,
    bos_token: bosToken,
    eos_token: eosToken,
  } = read('tokenizer_config.json', tokenizerConfigSchema, tokenizer);
  return { contextLength, stopIds: new Set(Array.isArray(stop) ? stop : [stop]), chatTemplate, bosToken, eosToken };
}

function read<S extends v.GenericSchema>(file: string, schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ProblemError(
    'model-damaged',
    `${file}, ${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`,
    'Choose another model, or load this one again.',
  );
}
