import type { Engine } from '../../engines/engine.ts';
import { chooseDevice } from '../../engines/onnx/device.ts';
import { createOnnxEngine, type OnnxEngineOptions } from '../../engines/onnx/onnx-engine.ts';
import tinyUrl from './model_q4.onnx?url';

export const TINY_VOCABULARY = 704;

/** The random model of two layers, on WebGPU. */
export async function openTiny(options: OnnxEngineOptions = {}): Promise<Engine> {
  const graph = new Uint8Array(await (await fetch(tinyUrl)).arrayBuffer());
  const files = { graph, contextLength: 128, vocabularySize: TINY_VOCABULARY };
  return createOnnxEngine(files, await chooseDevice('webgpu'), options);
}
