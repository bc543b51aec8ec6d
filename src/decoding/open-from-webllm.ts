import * as WebLlm from '@mlc-ai/web-llm';
import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import type { DeviceDecision } from '../engines/onnx/device.ts';
import { loadInLibrary } from '../engines/webllm/load-model.ts';
import { filesOf, forgetModelFiles, readModelJson } from '../engines/webllm/model-files.ts';
import { deleteWebLlmModel, findRecord, listWebLlmModels, type WebLlmModel } from '../engines/webllm/model-list.ts';
import { createWebLlmEngine } from '../engines/webllm/webllm-engine.ts';
import type { DownloadProgress } from '../storage/model-files.ts';
import { readModelConfig } from '../text/model-config.ts';
import { readTokenizer } from '../text/tokenizer.ts';
import { describeModel, type Model } from './model.ts';
import type { FoundModel, OpenHooks } from './open-from-library.ts';

/** All that takes the library: loaded when a visitor asks for WebLLM, and not before. */

const chatConfigSchema = v.object({
  eos_token_id: v.optional(v.union([v.number(), v.array(v.number())]), []),
  conv_template: v.object({ stop_token_ids: v.optional(v.array(v.number()), []) }),
});
const THINKING = { open: '<think>', close: '</think>' };
/** No stored values to hold it to come with these models. */
const NO_FOLDER: FoundModel['folder'] = {
  has: () => Promise.resolve(false),
  file: (path) => Promise.reject(new RangeError(`WebLLM keeps ${path} itself.`)),
};

export const listModels = (): Promise<readonly WebLlmModel[]> => listWebLlmModels(WebLlm);

export async function deleteModel(id: string): Promise<void> {
  await deleteWebLlmModel(WebLlm, id);
  await forgetModelFiles(filesOf(findRecord(WebLlm, id).model));
}

/**
 * A model of WebLLM's list, which takes no memory yet. Throws `model-missing` when there is none of this id, and
 * `engine-unavailable` where this device cannot run it, before anything is fetched.
 */
export function findInWebLlm(id: string, decision: DeviceDecision): FoundModel {
  const record = findRecord(WebLlm, id);
  if (decision.device !== 'webgpu') {
    throw new ProblemError(
      'engine-unavailable',
      `WebLLM runs on WebGPU alone, and the device is ${decision.device}. ${decision.reason}`,
      'Choose WebGPU where the browser has it, or an ONNX model.',
    );
  }
  if (/f16/.test(record.model_lib) && !decision.limits?.shaderF16) {
    throw new ProblemError(
      'engine-unavailable',
      `${record.model_id} computes in 16-bit floats, which this device does not.`,
      'Choose the same model in 32-bit floats (q4f32_1).',
    );
  }
  return {
    title: `${record.model_id.replace(/-MLC$/, '').replaceAll('-', ' ')} (WebLLM)`,
    folder: NO_FOLDER,
    suggested: {},
    open: (hooks) => open(id, record, hooks),
  };
}

async function open(
  id: string,
  record: WebLlm.ModelRecord,
  { onDownload, onCompile, signal }: OpenHooks,
): Promise<Model> {
  const base = filesOf(record.model);
  const [chatConfig, tokenizerJson, tokenizerConfig] = await Promise.all([
    readModelJson(base, 'mlc-chat-config.json'),
    readModelJson(base, 'tokenizer.json'),
    readModelJson(base, 'tokenizer_config.json'),
  ]);
  const { eos_token_id: eos, conv_template: template } = v.parse(chatConfigSchema, chatConfig);
  const tokenizer = readTokenizer(tokenizerJson, tokenizerConfig ?? {});
  const loaded = await loadInLibrary((configuration) => new WebLlm.MLCEngine(configuration), {
    appConfig: WebLlm.prebuiltAppConfig,
    model: record.model_id,
    vocabularySize: tokenizer.size,
    onProgress({ text, progress }) {
      const fetched = readProgress(text, progress);
      if (fetched) onDownload(fetched);
      else if (/shader/i.test(text)) onCompile();
    },
    ...(signal && { signal }),
  });
  const engine = createWebLlmEngine(loaded);
  const stopIds = [...new Set([eos, template.stop_token_ids].flat())];
  const config = readModelConfig(
    { max_position_embeddings: engine.info.contextLength },
    { eos_token_id: stopIds },
    tokenizerConfig,
  );
  return describeModel(id, engine, tokenizer, config, { thinking: THINKING, suggested: {} });
}

/** What the library calls MB. */
const MEBI = 1024 * 1024;

/** The library tells what it has fetched in words: "… 310MB fetched. 12% completed …". */
function readProgress(text: string, progress: number): DownloadProgress | undefined {
  const megabytes = Number(/(\d+)MB (?:fetched|loaded)/.exec(text)?.[1] ?? Number.NaN);
  if (!(megabytes > 0) || !(progress > 0)) return undefined;
  return { loadedBytes: megabytes * MEBI, totalBytes: Math.round((megabytes * MEBI) / progress) };
}
