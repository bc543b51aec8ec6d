import type * as WebLlm from '@mlc-ai/web-llm';
import { ProblemError } from '../../control/errors.ts';
import { labIdOf, libraryIdOf } from './model-id.ts';

/** One model of WebLLM's list: plain data. */
export interface WebLlmModel {
  readonly id: string;
  readonly title: string;
  /** How its weights are stored, as the library writes it: q4f16_1 for instance. */
  readonly quantization: string;
  /** GPU memory it takes, as the library estimates it, in bytes; undefined where it does not. */
  readonly memoryBytes: number | undefined;
  readonly contextLength: number | undefined;
  /** Computes in 16-bit floats, which not every device does. */
  readonly needsShaderF16: boolean;
  /** Keeps a recurrent state, which cannot go back. */
  readonly recurrent: boolean;
  /** All of it is in the library's cache of this site. */
  readonly stored: boolean;
}

export type ListingLibrary = Pick<typeof WebLlm, 'prebuiltAppConfig' | 'hasModelInCache'>;
export type DeletingLibrary = Pick<typeof WebLlm, 'prebuiltAppConfig' | 'deleteModelAllInfoInCache'>;

/** Models of the list that think before they answer, between tags that are known here. */
const REASONING = /^(?:Qwen3-(?!Embedding)|Qwen3\.5-|DeepSeek-R1-)/;
const RECURRENT = /^Qwen3\.5-/;
const NAME = /^(.*?)-(q\d+f\d+(?:_\d+)?)-MLC$/;

/** The reasoning models of the library's own list, and which of them it keeps. */
export function listWebLlmModels(library: ListingLibrary): Promise<readonly WebLlmModel[]> {
  const { prebuiltAppConfig } = library;
  const records = prebuiltAppConfig.model_list.filter(({ model_id: id }) => REASONING.test(id) && NAME.test(id));
  return Promise.all(
    records.map(async (record) => {
      const { model_id: id, vram_required_MB: megabytes, overrides } = record;
      const [, title = id, quantization = ''] = NAME.exec(id) ?? [];
      return {
        id: labIdOf(id),
        title: title.replaceAll('-', ' '),
        quantization,
        memoryBytes: megabytes === undefined ? undefined : Math.round(megabytes * 1e6),
        contextLength: overrides?.context_window_size,
        needsShaderF16: /f16/.test(quantization),
        recurrent: RECURRENT.test(id),
        stored: await library.hasModelInCache(id, prebuiltAppConfig),
      };
    }),
  );
}

/** The library's record of a model. Throws `model-missing` when its list has none. */
export function findRecord(
  { prebuiltAppConfig }: Pick<ListingLibrary, 'prebuiltAppConfig'>,
  id: string,
): WebLlm.ModelRecord {
  const libraryId = libraryIdOf(id);
  const record = prebuiltAppConfig.model_list.find((each) => each.model_id === libraryId);
  if (record) return record;
  throw new ProblemError(
    'model-missing',
    `WebLLM's list has no model "${libraryId ?? id}".`,
    'Choose one from its list.',
  );
}

/** Deletes weights, configuration and compiled code of a model from the library's cache. */
export async function deleteWebLlmModel(library: DeletingLibrary, id: string): Promise<void> {
  const { model_id: libraryId } = findRecord(library, id);
  await library.deleteModelAllInfoInCache(libraryId, library.prebuiltAppConfig);
}
