import { ProblemError } from '../control/errors.ts';
import type { ModelFacts } from '../control/vocabulary.ts';
import type { DeviceDecision } from '../engines/onnx/device.ts';
import type { ExternalFile } from '../engines/onnx/model-fit.ts';
import { createOnnxEngine } from '../engines/onnx/onnx-engine.ts';
import { recognise } from '../engines/onnx/recognise.ts';
import type { ModelFolder } from '../storage/model-folder.ts';
import { readModelConfig } from '../text/model-config.ts';
import { readTokenizer } from '../text/tokenizer.ts';
import { describeModel, type Model } from './model.ts';

export interface ModelToOpen {
  readonly id: string;
  readonly folder: ModelFolder;
  /** Path of the ONNX file in the folder. */
  readonly graph: string;
  readonly facts: Pick<ModelFacts, 'thinking' | 'suggested' | 'highestEntropy'>;
  /** Longest sequence to offer, in tokens, where that is less than the model's own. */
  readonly contextLength?: number;
}

/** Tokenizers of large vocabularies take 10 MB. */
const LARGEST_TEXT = 64_000_000;
/** Protobuf messages, and the buffers of browsers, end here. */
const LARGEST_GRAPH = 2 ** 31;

function tooLarge(path: string, bytes: number, most: number): ProblemError {
  return new ProblemError(
    'model-unsupported',
    `${path} has ${bytes} bytes; more than ${most} cannot be read.`,
    'Choose a model with its weights in external data, or a smaller one.',
  );
}

async function readText(folder: ModelFolder, path: string): Promise<string> {
  const file = await folder.file(path);
  if (file.size > LARGEST_TEXT) throw tooLarge(path, file.size, LARGEST_TEXT);
  return file.text();
}

async function readJson(folder: ModelFolder, path: string): Promise<unknown> {
  const text = await readText(folder, path);
  try {
    return JSON.parse(text);
  } catch (caught) {
    throw new ProblemError('model-damaged', `${path} is no JSON.`, 'Delete the model and load it again.', {
      cause: caught,
    });
  }
}

async function readGraph(folder: ModelFolder, path: string): Promise<Uint8Array> {
  const file = await folder.file(path);
  if (file.size >= LARGEST_GRAPH) throw tooLarge(path, file.size, LARGEST_GRAPH);
  return new Uint8Array(await file.arrayBuffer());
}

/** Newer repositories keep the chat template in a file of its own. */
async function readTokenizerConfig(folder: ModelFolder): Promise<unknown> {
  const config = await readJson(folder, 'tokenizer_config.json');
  if (!(await folder.has('chat_template.jinja'))) return config;
  return { ...(config as object), chat_template: await readText(folder, 'chat_template.jinja') };
}

/** The files that the graph keeps weights in, beside it; those that are not there are left to the engine to tell. */
async function readExternal(folder: ModelFolder, path: string, graph: Uint8Array): Promise<ExternalFile[]> {
  const recognition = recognise(graph);
  if (!recognition.ok) return [];
  const beside = path.slice(0, path.lastIndexOf('/') + 1);
  const files: ExternalFile[] = [];
  for (const { location } of recognition.kind.externalData) {
    const place = beside + location;
    if (await folder.has(place)) files.push({ path: location, data: await folder.file(place) });
  }
  return files;
}

/**
 * Loads a model from its files, wherever they lie. `onCompile` is told when they are read and the engine starts. Throws
 * `model-missing`, `model-damaged`, `model-unsupported`, `engine-unavailable` or `engine-failed`.
 */
export async function openModel(
  { id, folder, graph: path, facts, contextLength: longest = Infinity }: ModelToOpen,
  decision: DeviceDecision,
  onCompile: () => void,
): Promise<Model> {
  const generationPath = (await folder.has('generation_config.json')) ? 'generation_config.json' : 'config.json';
  const [graph, config, generation, tokenizerJson, tokenizerConfig] = await Promise.all([
    readGraph(folder, path),
    readJson(folder, 'config.json'),
    readJson(folder, generationPath),
    readJson(folder, 'tokenizer.json'),
    readTokenizerConfig(folder),
  ]);
  const external = await readExternal(folder, path, graph);
  const modelConfig = readModelConfig(config, generation, tokenizerConfig);
  const tokenizer = readTokenizer(tokenizerJson, tokenizerConfig);
  onCompile();
  const contextLength = Math.min(longest, modelConfig.contextLength);
  const engine = await createOnnxEngine({ graph, external, contextLength, vocabularySize: tokenizer.size }, decision);
  return describeModel(id, engine, tokenizer, modelConfig, facts);
}
