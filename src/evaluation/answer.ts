/** The content of the last complete \boxed{...}, braces balanced; null when there is none or it is empty or unterminated. */
export function extractBoxed(text: string): string | null {
  const start = text.lastIndexOf('\\boxed{');
  if (start < 0) return null;
  const from = start + '\\boxed{'.length;
  let depth = 1;
  for (let i = from; i < text.length; i += 1) {
    const character = text[i];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth === 0) return text.slice(from, i).trim() || null;
  }
  return null;
}

export type Verdict = 'correct' | 'wrong' | 'no answer' | 'unscored';

function normalise(answer: string): string {
  const compact = answer.replace(/[\s$,]/g, '').replace(/\.$/, '');
  return /^[+-]?\d+(\.\d+)?$/.test(compact) ? String(Number(compact)) : compact.toLowerCase();
}

/** Compares a model's answer with the known one: as numbers when both are numbers, as text otherwise. */
export function grade(answer: string | null, gold: string): Verdict {
  if (gold.trim() === '') return 'unscored';
  if (answer === null) return 'no answer';
  return normalise(answer) === normalise(gold) ? 'correct' : 'wrong';
}
