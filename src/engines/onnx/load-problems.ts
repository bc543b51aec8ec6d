import { ProblemError } from '../../control/errors.ts';
import type { Refusal } from './model-kind.ts';

/** A graph that cannot be run, as a person is told. */
export function refusalProblem({ kind, reason }: Refusal): ProblemError {
  return kind === 'damaged'
    ? new ProblemError(
        'model-damaged',
        `The model file is damaged: ${reason}.`,
        'Delete the model and load it again; a file of your own has to be exported again.',
      )
    : new ProblemError(
        'model-unsupported',
        `This model cannot be run: ${reason}.`,
        'Choose a decoder-only model exported for text generation with a KV cache, such as one of the catalog.',
      );
}

/** What onnxruntime says of a file it cannot make a session of. */
export function sessionProblem(caught: unknown, device: 'webgpu' | 'wasm'): ProblemError {
  const message = caught instanceof Error ? caught.message : String(caught);
  const options = { cause: caught };
  const operator = /(?:Could not find an implementation for|No Op registered for|Fatal error:) *([\w.:]+)/.exec(
    message,
  );
  if (operator) {
    return new ProblemError(
      'model-unsupported',
      `The ${device} engine has no operator ${operator[1]}: ${message}`,
      device === 'webgpu' ? 'Choose the wasm engine, or another model.' : 'Choose another model.',
      options,
    );
  }
  if (
    /Type Error|ShapeInferenceError|TypeInferenceError|Invalid model|INVALID_GRAPH|ERROR_CODE: (7|10)\b/i.test(message)
  ) {
    return new ProblemError(
      'model-damaged',
      `The model's graph contradicts itself: ${message}`,
      'Delete the model and load it again; a file of your own has to be exported again.',
      options,
    );
  }
  if (/alloc|out of memory|memory access/i.test(message)) {
    return new ProblemError(
      'engine-failed',
      `The ${device} engine ran out of memory while it loaded the model: ${message}`,
      'Close other pages, or choose a smaller model.',
      options,
    );
  }
  return new ProblemError(
    'engine-failed',
    `The ${device} engine cannot load the model: ${message}`,
    'Choose the other engine.',
    options,
  );
}
