import type { Engine } from '../../engines/engine.ts';
import type { DeviceDecision } from '../../engines/onnx/device.ts';
import { createOnnxEngine } from '../../engines/onnx/onnx-engine.ts';
import type { SyntheticModel } from './synthetic-model.ts';

const NOWHERE: DeviceDecision = { device: 'wasm', reason: '', adapter: '' };

/** Its graph and external data alone, on wasm unless told otherwise. */
export async function openSynthetic(
  { shape, graph, files }: SyntheticModel,
  decision: DeviceDecision = NOWHERE,
): Promise<Engine> {
  const folder = graph.slice(0, graph.lastIndexOf('/') + 1);
  const external = [...files].flatMap(([path, data]) =>
    path.includes('.onnx_data') ? [{ path: path.slice(folder.length), data }] : [],
  );
  const { contextLength, tokens: vocabularySize } = shape;
  return createOnnxEngine(
    { graph: files.get(graph) ?? new Uint8Array(0), external, contextLength, vocabularySize },
    decision,
  );
}
