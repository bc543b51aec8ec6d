/**
 * When probed answers have settled. Dynasor, arXiv 2412.20993; code hao-ai-lab/Dynasor, commit 0d2f1b93,
 * dynasor/core/cot.py.
 */

/** Words in a probe that count as doubt. Substrings, whatever their case: "no" is also in "know". */
const DOUBT = ['wait', 'hold', 'but', 'okay', 'no', 'hmm'] as const;

/** A probe's text after the opening brace, and the answer in it. */
export interface ProbedAnswer {
  readonly answer: string;
  readonly text: string;
}

/** The text up to the first closing brace that nothing in it opened; empty when there is none. */
export function answerBeforeBrace(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      if (depth === 0) return text.slice(0, at).trim();
      depth -= 1;
    }
  }
  return '';
}

/**
 * Whether two answers are the same: the same text without spaces and dollar signs, or the same number. The published
 * code asks a library for mathematical equality.
 */
export function isSameAnswer(a: string, b: string): boolean {
  const [first, second] = [a, b].map((answer) => answer.replace(/[\s$]/g, '')) as [string, string];
  if (first === second) return true;
  const [x, y] = [first, second].map((answer) => (/\d/.test(answer) ? Number(answer.replace(/,/g, '')) : Number.NaN));
  return x === y;
}

/** Whether the last `count` probes agree: answers that are not empty and all equal, in texts without doubt. */
export function hasSettled(probes: readonly ProbedAnswer[], count: number): boolean {
  const latest = probes.slice(-count);
  const [first] = latest;
  if (!first || latest.length < count) return false;
  return latest.every(
    ({ answer, text }) =>
      answer !== '' && isSameAnswer(answer, first.answer) && !DOUBT.some((word) => text.toLowerCase().includes(word)),
  );
}
