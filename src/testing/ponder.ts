import { readFileSync } from 'node:fs';
import { describeModel, type Model } from '../decoding/model.ts';
import { createOnnxEngine } from '../engines/onnx/onnx-engine.ts';
import { findEmbedded } from '../storage/catalog.ts';
import { readModelConfig } from '../text/model-config.ts';
import { readTokenizer } from '../text/tokenizer.ts';

const folder = new URL('../../models/ponder/', import.meta.url);

export const ponderJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

export function ponderTokenizer(): ReturnType<typeof readTokenizer> {
  return readTokenizer(ponderJson('tokenizer.json'), ponderJson('tokenizer_config.json'));
}

/** The embedded model on the wasm build, in Node: the real files, the real engine. */
export async function openPonder(): Promise<Model> {
  const entry = findEmbedded('ponder');
  const config = readModelConfig(
    ponderJson('config.json'),
    ponderJson('generation_config.json'),
    ponderJson('tokenizer_config.json'),
  );
  const tokenizer = ponderTokenizer();
  const graph = new Uint8Array(readFileSync(new URL(entry.graph, folder)));
  const files = { graph, contextLength: config.contextLength, vocabularySize: tokenizer.size };
  const engine = await createOnnxEngine(files, { device: 'wasm', reason: 'Node has no WebGPU.', adapter: '' });
  return describeModel(entry.id, engine, tokenizer, config, entry);
}
