import { dependencies } from '../../../../package.json' with { type: 'json' };
import { passesBy } from '../../../control/fast-pass.ts';
import type { Engine } from '../../engine.ts';
import { cacheBytesPerToken, cacheLayout } from '../cache-layout.ts';
import { capabilitiesOf, type CheckedModel } from '../checked-model.ts';
import { sessionProblem } from '../load-problems.ts';
import type { ModelKind } from '../model-kind.ts';
import type { OnnxModelFiles } from '../onnx-engine.ts';
import { expandWeights, LARGEST_EXPANSION, type Expansion } from './expand-weights.ts';
import { loadOrtModule } from './ort-module.ts';
import { boundNames, WasmModel } from './wasm-model.ts';
import { WasmSequence, type WasmContext } from './wasm-sequence.ts';
import { WasmSession } from './wasm-session.ts';

async function createSession(
  graph: Uint8Array,
  { external = [] }: OnnxModelFiles,
  kind: ModelKind,
): Promise<WasmSession> {
  const module = await loadOrtModule();
  const { inputs, outputs } = boundNames(kind);
  try {
    return await WasmSession.create(module, graph, external, inputs, outputs);
  } catch (caught) {
    throw sessionProblem(caught, 'wasm');
  }
}

/** How the weights were loaded, as a methods section needs it; empty where they were not quantised. */
function describeWeights({ bytes, tooLarge }: Expansion): string {
  if (bytes === 0) return '';
  if (!tooLarge) return ', weights expanded to 32-bit floats';
  return `, weights kept quantised (more than ${LARGEST_EXPANSION / 2 ** 20} MiB as 32-bit floats)`;
}

/**
 * A model on the wasm build. Quantised weights are expanded at load, up to a limit: products with one row are faster so.
 */
export async function createWasmEngine(files: OnnxModelFiles, checked: CheckedModel): Promise<Engine> {
  const { kind, hasHead, projection, headLoss, queue } = checked;
  const { contextLength, vocabularySize } = files;
  const expansion = await expandWeights(files.graph, files.external ?? []);
  const session = await queue.add(() => createSession(expansion.graph, files, kind));
  const context: WasmContext = {
    model: new WasmModel(session, kind, contextLength, vocabularySize, expansion.keepsQuantised),
    queue,
    info: {
      engine: 'onnx',
      device: 'wasm',
      description: `onnxruntime-web ${dependencies['onnxruntime-web']}, wasm${describeWeights(expansion)}`,
      statistics: passesBy(),
      capabilities: capabilitiesOf(kind.hiddenStates && hasHead),
      contextLength,
      vocabularySize,
      cacheBytesPerToken: cacheBytesPerToken(cacheLayout(kind)),
    },
    projection,
    headLoss,
    disposed: false,
  };
  return {
    info: context.info,
    open: (options) => WasmSequence.open(context, options),
    projection,
    async dispose() {
      if (context.disposed) return;
      context.disposed = true;
      await queue.add(async () => context.model.release());
    },
  };
}
