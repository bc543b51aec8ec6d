import type { InferenceSession } from 'onnxruntime-web';
import type { Engine } from '../../engine.ts';
import { cacheBytesPerToken, cacheLayout } from '../cache-layout.ts';
import { capabilitiesOf, type CheckedModel } from '../checked-model.ts';
import type { OnnxModelFiles } from '../onnx-engine.ts';
import type { OnnxRuntime } from '../runtime.ts';
import { Gpu } from './gpu.ts';
import { canCapture, prepareCapture, withCapture } from './graph-capture.ts';
import { StaticEngine } from './static-engine.ts';
import { makeStatic, type StaticGraph } from './static-graph.ts';
import { cacheCapacity } from './static-memory.ts';
import { StaticSequence } from './static-sequence.ts';

export interface StaticOptions {
  readonly runtime: OnnxRuntime;
  /** Of runtime and adapter. */
  readonly description: string;
  readonly graphCapture: boolean;
}

const wordsOf = (caught: unknown): string => (caught instanceof Error ? caught.message : String(caught));

/**
 * An engine with static caches on WebGPU, its steps recorded and replayed where that works. A sentence why this model, or
 * this device, cannot have one. Its context may be shorter than what is wanted, where the device has no room for more.
 */
export async function openStatic(
  files: OnnxModelFiles,
  checked: CheckedModel,
  options: StaticOptions,
): Promise<Engine | string> {
  const graph = makeStatic(files.graph, checked.kind);
  if (typeof graph === 'string') return graph;
  prepareCapture(options.runtime);
  try {
    const engine = await checked.queue.add(() => start(files, checked, graph, options));
    return {
      info: engine.context.info,
      open: (wanted) => new StaticSequence(engine, wanted),
      projection: checked.projection,
      costs: () => engine.costs(),
      lost: engine.lost,
      dispose: () => engine.dispose(),
    };
  } catch (caught) {
    return wordsOf(caught);
  }
}

async function start(
  files: OnnxModelFiles,
  checked: CheckedModel,
  graph: StaticGraph,
  options: StaticOptions,
): Promise<StaticEngine> {
  const create = (): Promise<InferenceSession> => createSession(files, graph, options.runtime);
  const plain = async (session: InferenceSession, reason: string): Promise<StaticEngine> =>
    makeEngine(files, checked, graph, options, session, `no graph capture (${reason})`);
  if (!options.graphCapture) return plain(await create(), 'as asked for');
  let captured: StaticEngine | undefined;
  try {
    const session = await withCapture(create);
    if (!canCapture()) return await plain(session, 'this build of onnxruntime cannot be asked for it');
    captured = await makeEngine(files, checked, graph, options, session, 'graph capture');
    if (await captured.replaysExactly()) return captured;
    throw new Error('its replays differ on this device');
  } catch (caught) {
    await captured?.close();
    return plain(await create(), wordsOf(caught));
  }
}

function createSession(
  { external = [] }: OnnxModelFiles,
  { file }: StaticGraph,
  { InferenceSession }: OnnxRuntime,
): Promise<InferenceSession> {
  return InferenceSession.create(file, {
    executionProviders: [{ name: 'webgpu', validationMode: 'disabled' }],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3, // errors; which nodes run where is no news to a visitor
    preferredOutputLocation: 'gpu-buffer',
    ...(external.length > 0 && { externalData: external }),
  });
}

async function makeEngine(
  { contextLength, vocabularySize }: OnnxModelFiles,
  checked: CheckedModel,
  graph: StaticGraph,
  { runtime, description }: StaticOptions,
  session: InferenceSession,
  capture: string,
): Promise<StaticEngine> {
  const { kind, hasHead } = checked;
  const gpu = new Gpu(await runtime.env.webgpu.device);
  const layout = cacheLayout(kind);
  const capacity = cacheCapacity(layout, contextLength, gpu.device);
  return new StaticEngine({
    ...checked,
    session,
    plan: { gpu, runtime, layout, kind, graph, capacity, captured: capture === 'graph capture' },
    info: {
      engine: 'onnx',
      device: 'webgpu',
      description: `${description}, static cache, ${capture}`,
      statistics: 'gpu',
      // The rewritten graph gives hidden states whatever the model's own does.
      capabilities: capabilitiesOf(hasHead),
      contextLength: capacity,
      vocabularySize,
      cacheBytesPerToken: cacheBytesPerToken(layout),
    },
  });
}
