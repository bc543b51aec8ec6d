import { ProblemError } from '../../control/errors.ts';

/** Stands for the problem in a prompt. */
const PLACE = '{problem}';

/** What a task asks with: the problem alone, unless its data set or whoever runs it says otherwise. */
export const PLAIN_PROMPT = PLACE;

/** Throws `task-invalid` for a prompt that does not hold the problem exactly once. */
export function checkPrompt(prompt: string): string {
  const count = prompt.split(PLACE).length - 1;
  if (count === 1) return prompt;
  throw new ProblemError(
    'task-invalid',
    `The prompt ${JSON.stringify(prompt)} holds ${PLACE} ${count} times, but must hold it once.`,
    `Write it as: "${PLACE} Put the answer in \\boxed{}."`,
  );
}

/** What the model is asked. */
export function fillPrompt(prompt: string | undefined, problem: string): string {
  // As a function: "$&" in a problem is text.
  return (prompt ?? PLAIN_PROMPT).replace(PLACE, () => problem);
}
