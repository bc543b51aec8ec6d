import { ProblemError } from '../../control/errors.ts';
import type { DeviceDecision } from './device.ts';
import type { ModelKind } from './model-kind.ts';

/** One file of external data, as the graph names it. */
export interface ExternalFile {
  readonly path: string;
  readonly data: Uint8Array | Blob;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const sizeOf = (data: Uint8Array | Blob): number => (data instanceof Blob ? data.size : data.length);

/** Throws `model-missing` for a file of external data that is not there, `model-damaged` for one that is too short. */
export function checkExternalData({ externalData }: ModelKind, files: readonly ExternalFile[]): void {
  for (const { location, bytes } of externalData) {
    const file = files.find(({ path }) => path === location);
    if (!file) {
      throw new ProblemError(
        'model-missing',
        `The model keeps its weights in ${location}, which is not there.`,
        'Load the model again, or put that file beside the graph.',
      );
    }
    if (sizeOf(file.data) < bytes) {
      throw new ProblemError(
        'model-damaged',
        `${location} has ${sizeOf(file.data)} bytes, but the graph reads ${bytes}.`,
        'Delete the model and load it again: that file is cut off or belongs to another one.',
      );
    }
  }
}

/** Throws `model-damaged` when the tokenizer has tokens that the model has no logits for. */
export function checkVocabulary({ head }: ModelKind, tokens: number): void {
  if (tokens <= head.rows) return;
  throw new ProblemError(
    'model-damaged',
    `The tokenizer has ${tokens} tokens, but the model has logits for ${head.rows}.`,
    "Use the model's own tokenizer.json: the two files belong to different models.",
  );
}

/** Throws `engine-unavailable` when the GPU adapter cannot hold or compute the model. Without limits nothing is known. */
export function checkAdapter({ largestTensor, needsShaderF16 }: ModelKind, { device, limits }: DeviceDecision): void {
  if (device !== 'webgpu' || !limits) return;
  if (needsShaderF16 && !limits.shaderF16) {
    throw new ProblemError(
      'engine-unavailable',
      'This model computes in 16-bit floats, which this GPU does not offer to web pages (shader-f16).',
      'Take the q4 variant of the model, or the wasm engine.',
    );
  }
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  if (largestTensor.bytes <= most) return;
  throw new ProblemError(
    'engine-unavailable',
    `${largestTensor.name} takes ${megabytes(largestTensor.bytes)}, but this GPU's buffers hold at most ${megabytes(most)}.`,
    'Choose a smaller model, or the wasm engine.',
  );
}
