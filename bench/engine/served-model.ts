import { checkSettings } from '../../src/control/settings.ts';
import { steeredTokens } from '../../src/control/reflection-choice.ts';
import { waveOf } from '../../src/control/strategies/cyclic-reflex.ts';
import { findStrategy } from '../../src/control/strategies/index.ts';
import { recognise } from '../../src/engines/onnx/recognise.ts';
import { renderChat } from '../../src/text/chat.ts';
import { readModelConfig } from '../../src/text/model-config.ts';
import { readTokenizer } from '../../src/text/tokenizer.ts';
import { readJson, type ModelFiles } from './model-files.ts';
import type { ServedModel } from './page/contender.ts';
import { suggestedFor } from './runners.ts';

const PROMPT = 'Start with 3, add 4, multiply by 2. What is the last digit?';
const SAMPLING = { temperature: 0.6, topP: 0.95, seed: 7 };

/** What the contenders are told of a model that is served under `url`. */
export function describeServed(
  model: ModelFiles,
  expanded: boolean,
  url: string,
  engine: 'wasm' | 'webgpu',
): ServedModel {
  const { files, graph, facts, id } = model;
  const tokenizer = readTokenizer(readJson(files, 'tokenizer.json'), readJson(files, 'tokenizer_config.json'));
  const read = (path: string): unknown => readJson(files, path);
  const config = readModelConfig(read('config.json'), read('generation_config.json'), read('tokenizer_config.json'));
  const recognition = recognise(files.get(graph) ?? new Uint8Array(0));
  if (!recognition.ok) throw new Error(recognition.refusal.reason);
  const { layers, cache, head } = recognition.kind;
  const cyclic = checkSettings(findStrategy('cyclic-reflex'), suggestedFor(model, 'cyclic-reflex'));
  return {
    id,
    folder: `${url}models/ours/`,
    endlessFolder: `${url}models/endless/`,
    graph,
    expandedGraph: expanded ? 'onnx/model.onnx' : null,
    facts: {
      thinking: facts.thinking,
      suggested: facts.suggested,
      ...(facts.highestEntropy !== undefined && { highestEntropy: facts.highestEntropy }),
    },
    device: engine,
    shape: { layers, kvHeads: cache.heads, headSize: cache.headSize, vocabulary: head.rows },
    prompt: PROMPT,
    promptIds: tokenizer.encode(renderChat(config, [{ role: 'user', content: PROMPT }])),
    sampling: SAMPLING,
    steered: steeredTokens(tokenizer, String(cyclic['vocabulary'])).tokens,
    wave: waveOf(cyclic),
  };
}
