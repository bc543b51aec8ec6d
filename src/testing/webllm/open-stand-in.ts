import { describeModel, type Model } from '../../decoding/model.ts';
import type { Engine } from '../../engines/engine.ts';
import { loadInLibrary } from '../../engines/webllm/load-model.ts';
import { createWebLlmEngine } from '../../engines/webllm/webllm-engine.ts';
import { readTokenizer } from '../../text/tokenizer.ts';
import { TOKENIZER_CONFIG, tokenizerJson } from '../synthetic/tokenizer.ts';
import { standInEngine } from './stand-in-engine.ts';
import { VOCABULARY } from './stand-in-model.ts';
import type { StandInKind } from './stand-in-pipeline.ts';

const MODEL = 'stand-in';
const RECORD = { model: 'https://localhost/stand-in', model_id: MODEL, model_lib: 'https://localhost/stand-in.wasm' };

export async function openStandIn(kind: StandInKind): Promise<Engine> {
  const appConfig = { model_list: [RECORD] };
  const options = { appConfig, model: MODEL, vocabularySize: VOCABULARY, onProgress: () => undefined };
  return createWebLlmEngine(await loadInLibrary((configuration) => standInEngine(kind, configuration), options));
}

/** With a tokenizer of bytes, ready to decode. */
export async function openStandInModel(kind: StandInKind): Promise<Model> {
  const tokenizer = readTokenizer(tokenizerJson(VOCABULARY), TOKENIZER_CONFIG);
  const config = {
    contextLength: kind.contextLength,
    stopIds: new Set([tokenizer.idOf('<|im_end|>') ?? -1]),
    chatTemplate: TOKENIZER_CONFIG.chat_template,
    bosToken: '',
    eosToken: '<|im_end|>',
  };
  const facts = { thinking: { open: '<think>', close: '</think>' }, suggested: {} };
  return describeModel(MODEL, await openStandIn(kind), tokenizer, config, facts);
}
