import type { Close, Replace, Rewind } from './intervention.ts';
import type { Past, SampledToken } from './strategy.ts';
import type { ModelFacts } from './vocabulary.ts';

/**
 * How many tokens of the past belong to the closing tag that `token` completes (0 when it is the whole tag), or
 * undefined when it completes none.
 */
function tokensOfTag(token: SampledToken, past: Past, tag: string): number | undefined {
  if (tag === '') return undefined;
  let text = token.text;
  for (let before = 0; ; before += 1) {
    if (text.includes(tag)) return before;
    const earlier = past.tokens[past.length - 1 - before];
    // A tag that began before the last characters that could still be part of it is none that this token completes.
    if (!earlier || text.length - token.text.length >= tag.length) return undefined;
    text = earlier.text + text;
  }
}

/** Whether `token` ends the thinking: it completes the closing tag, or ends the output before there was one. */
export function endsThinking(token: SampledToken, past: Past, model: ModelFacts): boolean {
  if (past.phase !== 'thinking') return false;
  return model.stopIds.has(token.id) || tokensOfTag(token, past, model.thinking.close) !== undefined;
}

/** Puts `text` in the place of a token that ends the thinking, and of the earlier tokens of its tag. */
export function insteadOfEnd(
  token: SampledToken,
  past: Past,
  model: ModelFacts,
  text: string,
  reason: string,
): Replace | Rewind {
  const count = tokensOfTag(token, past, model.thinking.close) ?? 0;
  return count === 0 ? { kind: 'replace', text, reason } : { kind: 'rewind', count, text, reason };
}

/** Withdraws the token that was just drawn and ends the thinking with `text` instead. */
export function closeInstead(text: string, reason: string): readonly [Replace, Close] {
  return [
    { kind: 'replace', text: '', reason },
    { kind: 'close', text, reason },
  ];
}

/** The closing tag on a line of its own, and an empty line. */
export function closingText(past: Past, { thinking }: ModelFacts): string {
  const onNewLine = past.length === 0 || (past.tokens.at(-1)?.text.endsWith('\n') ?? false);
  return `${onNewLine ? '' : '\n'}${thinking.close}\n\n`;
}

/** Why a strategy that ends or prolongs the thinking cannot act on this model, or undefined. */
export function noThinkingWarning({ thinking }: ModelFacts): string | undefined {
  return thinking.close === '' ? 'This model has no closing tag, so its thinking has no end to move.' : undefined;
}
