import { checkSettings } from './settings.ts';
import type { SettingSpec } from './strategy.ts';

/** What ends a run that would not end well by itself. Both are off at 0, as in the field's evaluations. */
export interface RunLimits {
  /** Ends a run whose last tokens are one block this many times in a row (src/control/looping.ts). */
  readonly loopRepeats: number;
  /** Most tokens of thinking; a run that still thinks then ends without an answer. */
  readonly thinkingBudget: number;
}

export const LIMIT_SPECS = {
  loopRepeats: {
    kind: 'integer',
    min: 0,
    max: 100,
    step: 1,
    label: 'End a loop after',
    help: 'Repeats of the same tokens, at least 3, after which a run ends without an answer; 0 lets it go on.',
    main: false,
  },
  thinkingBudget: {
    kind: 'integer',
    min: 0,
    max: 1_000_000,
    step: 1,
    label: 'Thinking budget',
    help: 'Most tokens of thinking, after which a run ends without an answer; 0 sets none.',
    main: false,
  },
} as const satisfies Record<string, SettingSpec>;

export const NO_LIMITS: RunLimits = { loopRepeats: 0, thinkingBudget: 0 };

/** Complete limits from partial ones; throws `setting-invalid` like every other setting. */
export function checkLimits(given: Readonly<Record<string, unknown>>): RunLimits {
  const checked = checkSettings({ id: 'limits', settings: LIMIT_SPECS, defaults: { ...NO_LIMITS } }, given);
  return checked as unknown as RunLimits; // every key of the defaults is present and checked
}
