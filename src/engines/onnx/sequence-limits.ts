import { ProblemError } from '../../control/errors.ts';

/** Throws `prompt-too-long` when `added` tokens after `length` do not fit into the context. */
export function checkRoom(length: number, added: number, contextLength: number): void {
  if (length + added <= contextLength) return;
  throw new ProblemError(
    'prompt-too-long',
    `The text has ${length + added} tokens, but this model's context holds ${contextLength}.`,
    'Shorten the text.',
  );
}

/** Throws RangeError unless a sequence of `length` tokens can be taken back to `target` of them. */
export function checkRewind(length: number, target: number): void {
  if (Number.isInteger(target) && target >= 1 && target <= length) return;
  throw new RangeError(`Cannot rewind a sequence of ${length} tokens to ${target}.`);
}
