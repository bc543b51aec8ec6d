/**
 * What went wrong, in a form that survives structured cloning between page, worker and command line.
 * `code` is stable and may be tested; `message` says what happened; `hint` says what to do about it.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

export type ProblemCode =
  | 'setting-invalid'
  | 'strategy-unknown'
  | 'strategy-unsupported'
  | 'prompt-empty'
  | 'prompt-too-long'
  | 'model-missing'
  | 'model-damaged'
  | 'model-unsupported'
  | 'engine-unavailable'
  | 'engine-failed'
  | 'engine-disposed'
  | 'device-lost'
  | 'worker-lost'
  | 'storage-full'
  | 'storage-lost'
  | 'trace-invalid'
  | 'task-invalid'
  | 'internal';

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProblemError';
    this.problem = { code, message, hint };
  }
}

/** Every caught value as a `Problem`; what is not one of ours keeps its own words under `fallback`. */
export function toProblem(caught: unknown, fallback: ProblemCode, hint: string): Problem {
  if (caught instanceof ProblemError) return caught.problem;
  const message = caught instanceof Error ? caught.message : String(caught);
  return { code: fallback, message, hint };
}
