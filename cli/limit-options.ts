import { checkLimits, LIMIT_SPECS, type RunLimits } from '../src/control/run-limits.ts';
import { parseSettingText } from '../src/control/settings.ts';

/** What ends a run that would not end well by itself, in the form of node's parseArgs. */
export const LIMIT_OPTIONS = {
  'loop-repeats': { type: 'string' },
  'thinking-budget': { type: 'string' },
} as const;

export const LIMIT_OPTIONS_HELP = `  --loop-repeats N              ends a run whose last tokens are one block N times in a row (0, which lets it go on)
  --thinking-budget N           ends a run that still thinks after N tokens (0, which sets none)`;

interface LimitTexts {
  readonly 'loop-repeats'?: string | undefined;
  readonly 'thinking-budget'?: string | undefined;
}

/** Throws `setting-invalid` as the page does. */
export function readLimits(texts: LimitTexts): RunLimits {
  const given = { loopRepeats: texts['loop-repeats'], thinkingBudget: texts['thinking-budget'] };
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given)) {
    if (text === undefined) continue;
    const value = parseSettingText(LIMIT_SPECS[name as keyof typeof given], text);
    values[name] = Number.isNaN(value) ? `"${text}"` : value;
  }
  return checkLimits(values);
}
