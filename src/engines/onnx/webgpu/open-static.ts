import type { Engine } from '../../engine.ts';
import { cacheBytesPerToken, cacheLayout } from '../cache-layout.ts';
import type { CheckedModel } from '../checked-model.ts';
import type { OnnxModelFiles } from '../onnx-engine.ts';
import type { OnnxRuntime } from '../runtime.ts';
import { Gpu } from './gpu.ts';
import { StaticEngine } from './static-engine.ts';
import { makeStatic, type StaticGraph } from './static-graph.ts';
import { cacheCapacity } from './static-memory.ts';
import { StaticSequence } from './static-sequence.ts';

/**
 * An engine with static caches on WebGPU. A sentence why this model, or this device, cannot have one. Its context may be
 * shorter than the one that is wanted, where the device has no room for more.
 */
export async function openStatic(
  files: OnnxModelFiles,
  checked: CheckedModel,
  runtime: OnnxRuntime,
  description: string,
): Promise<Engine | string> {
  const graph = makeStatic(files.graph, checked.kind);
  if (typeof graph === 'string') return graph;
  try {
    return await checked.queue.add(() => open(files, checked, runtime, description, graph));
  } catch (caught) {
    return caught instanceof Error ? caught.message : String(caught);
  }
}

async function open(
  { contextLength, vocabularySize, external = [] }: OnnxModelFiles,
  checked: CheckedModel,
  runtime: OnnxRuntime,
  description: string,
  graph: StaticGraph,
): Promise<Engine> {
  const session = await runtime.InferenceSession.create(graph.file, {
    executionProviders: [{ name: 'webgpu', validationMode: 'disabled' }],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3, // errors; which nodes run where is no news to a visitor
    preferredOutputLocation: 'gpu-buffer',
    ...(external.length > 0 && { externalData: external }),
  });
  const { kind, capabilities, projection } = checked;
  const gpu = new Gpu(await runtime.env.webgpu.device);
  const layout = cacheLayout(kind);
  const capacity = cacheCapacity(layout, contextLength, gpu.device);
  const engine = new StaticEngine({
    ...checked,
    session,
    plan: { gpu, runtime, layout, kind, graph, capacity },
    info: {
      engine: 'onnx',
      device: 'webgpu',
      description: `${description}, static cache`,
      capabilities,
      contextLength: capacity,
      vocabularySize,
      cacheBytesPerToken: cacheBytesPerToken(layout),
    },
  });
  return {
    info: engine.context.info,
    open: (options) => new StaticSequence(engine, options),
    projection,
    lost: engine.lost,
    dispose: () => engine.dispose(),
  };
}
