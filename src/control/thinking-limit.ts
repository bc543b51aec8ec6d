import type { Close } from './intervention.ts';
import type { Past, SettingSpec } from './strategy.ts';

/** As a thinking limit: none. */
export const NO_THINKING_LIMIT = 1_000_000;

/** The setting of strategies that close the thinking, however unsure, when it has become long. */
export const THINKING_LIMIT = {
  kind: 'integer',
  min: 1,
  max: NO_THINKING_LIMIT,
  step: 1,
  unit: 'tokens',
  label: 'Thinking limit',
  help: `Thinking is closed after this many tokens, text that was put in counted; ${NO_THINKING_LIMIT} is no limit.`,
  main: false,
} as const satisfies SettingSpec;

/** Closes the thinking with `text` when it has reached `limit` tokens; nothing before. */
export function closeAtLimit(past: Past, limit: number, text: () => string): readonly Close[] {
  if (past.phase !== 'thinking' || limit >= NO_THINKING_LIMIT || past.length < limit) return [];
  return [{ kind: 'close', text: text(), reason: `The thinking limit of ${limit} tokens is reached` }];
}
