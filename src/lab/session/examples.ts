import examples from '../../../models/ponder/examples.json';

export interface Example {
  readonly id: string;
  readonly problem: string;
  readonly answer: string;
}

/** Problems with known answers that the embedded model was not trained on. */
export const EXAMPLES: readonly Example[] = examples;

export function findExample(prompt: string): Example | undefined {
  const wanted = prompt.trim();
  return EXAMPLES.find((example) => example.problem.trim() === wanted);
}

/** The known answer of a problem, or '' when there is none: then an answer is shown but not graded. */
export function knownAnswer(prompt: string): string {
  return findExample(prompt)?.answer ?? '';
}
