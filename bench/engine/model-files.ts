import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../cli/root.ts';
import { expandWeights } from '../../src/engines/onnx/wasm/expand-weights.ts';
import type { ModelToOpen } from '../../src/decoding/open-model.ts';
import { findEmbedded } from '../../src/storage/catalog.ts';
import { makeSyntheticModel } from '../../src/testing/synthetic/synthetic-model.ts';
import { SMALL, type SyntheticShape } from '../../src/testing/synthetic/shape.ts';

/** The files of one model by path, and the path of its graph. */
export interface ModelFiles {
  readonly id: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly graph: string;
  readonly facts: ModelToOpen['facts'];
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export const readJson = (files: ModelFiles['files'], path: string): unknown =>
  JSON.parse(new TextDecoder().decode(files.get(path)));

export function embeddedModel(id: string): ModelFiles {
  const entry = findEmbedded(id);
  const folder = join(ROOT, 'models', id);
  const names = [...readdirSync(folder), entry.graph].filter((name) => /\.(json|onnx)$/.test(name));
  return {
    id,
    files: new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))])),
    graph: entry.graph,
    facts: entry,
  };
}

/**
 * Logits of a trained model leave a few candidates whatever the vocabulary. Independent normal ones do so when their
 * deviation is above sqrt(2 ln V) (Derrida's random energy model).
 */
const sharpnessFor = (vocabulary: number): number => 1.2 * Math.sqrt(2 * Math.log(vocabulary));

/** A random model; what is not given follows the small shapes of the tests. */
export function syntheticModel(shape: Partial<SyntheticShape>): ModelFiles {
  const sharpness = sharpnessFor(shape.vocabulary ?? SMALL.vocabulary);
  const { files, graph, shape: whole } = makeSyntheticModel({ contextLength: 1024, tied: false, sharpness, ...shape });
  const told = Object.entries(shape).map(([key, value]) => `${key}=${String(value)}`);
  return {
    id: ['synthetic', ...told].join(' '),
    files,
    graph,
    facts: { thinking: { open: '<think>', close: '</think>' }, suggested: {}, highestEntropy: Math.log(whole.tokens) },
  };
}

/** The same without any end token, so that whoever generates goes on for as long as it is timed. */
export function withoutEnd({ files }: ModelFiles): ModelFiles['files'] {
  const config = { ...(readJson(files, 'config.json') as object), eos_token_id: null };
  return new Map([...files, ['config.json', json(config)], ['generation_config.json', json({})]]);
}

/** Protobuf messages end here, less some room for the rest of the graph. */
const LARGEST_GRAPH = 1.9 * 2 ** 30;

/** The graph with the same weights in float32; null where they are too large for one file. */
export async function expandedGraph({ files, graph }: ModelFiles): Promise<Uint8Array | null> {
  const folder = graph.slice(0, graph.lastIndexOf('/') + 1);
  const external = [...files].flatMap(([path, data]) =>
    path.includes('.onnx_data') ? [{ path: path.slice(folder.length), data }] : [],
  );
  const file = files.get(graph) ?? new Uint8Array(0);
  const { graph: expanded, bytes, tooLarge } = await expandWeights(file, external, LARGEST_GRAPH);
  return tooLarge || bytes === 0 ? null : expanded;
}
