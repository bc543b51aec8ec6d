import { describeModel, type Model } from './model.ts';
import type { DeviceDecision } from '../engines/onnx/device.ts';
import { createOnnxEngine } from '../engines/onnx/onnx-engine.ts';
import type { CatalogEntry } from '../storage/catalog.ts';
import { embeddedManifest, embeddedUrl } from '../storage/embedded-models.ts';
import { fetchModelFile, type DownloadProgress } from '../storage/model-files.ts';
import { readModelConfig } from '../text/model-config.ts';
import { readTokenizer } from '../text/tokenizer.ts';

/** Fetches, verifies and loads a model that ships with the page. */
export async function openEmbedded(
  entry: CatalogEntry,
  decision: DeviceDecision,
  onDownload: (progress: DownloadProgress) => void,
  onCompile: () => void,
): Promise<Model> {
  const manifest = embeddedManifest(entry.id);
  const bytes = (path: string, onProgress: typeof onDownload = () => undefined) =>
    fetchModelFile(embeddedUrl(entry.id, path), path, manifest, onProgress);
  const json = async (path: string): Promise<unknown> => JSON.parse(new TextDecoder().decode(await bytes(path)));
  const [graph, config, generation, tokenizerJson, tokenizerConfig] = await Promise.all([
    bytes(entry.graph, onDownload),
    json('config.json'),
    json('generation_config.json'),
    json('tokenizer.json'),
    json('tokenizer_config.json'),
  ]);
  const modelConfig = readModelConfig(config, generation, tokenizerConfig);
  const tokenizer = readTokenizer(tokenizerJson, tokenizerConfig);
  onCompile();
  const { contextLength } = modelConfig;
  const engine = await createOnnxEngine({ graph, contextLength, vocabularySize: tokenizer.size }, decision);
  return describeModel(entry.id, engine, tokenizer, modelConfig, entry);
}
