import {
  findWords,
  lookUpStrings,
  PUBLISHED_REFLECTION_STRINGS,
  REFLECTION_WORDS,
  type TokenSet,
} from './reflection-vocabulary.ts';
import type { Settings, SettingSpec } from './strategy.ts';
import type { ModelFacts, Vocabulary } from './vocabulary.ts';

/** Which tokens a schedule acts on. Shared by the strategies that only bias reflection tokens. */
export const REFLECTION_CHOICE = {
  kind: 'choice',
  options: [
    { value: 'published', label: 'the five ids of the published code' },
    { value: 'words', label: 'every form of the reflection words' },
  ],
  label: 'Reflection tokens',
  help: 'Which tokens the bias acts on.',
  main: false,
} as const satisfies SettingSpec;

/** The positions [start, end) on which a schedule acts, counted from the start of generation. */
export const WINDOW_SETTINGS = {
  windowStart: {
    kind: 'integer',
    min: 0,
    max: 1_000_000,
    step: 1,
    unit: 'tokens',
    label: 'Window from',
    help: 'First position on which the bias acts.',
    main: false,
  },
  windowEnd: {
    kind: 'integer',
    min: 0,
    max: 1_000_000,
    step: 1,
    unit: 'tokens',
    label: 'Window to',
    help: 'The bias acts before this position.',
    main: false,
  },
} as const satisfies Record<string, SettingSpec>;

/** The window of the published CyclicReflex code. */
export const PUBLISHED_WINDOW = { windowStart: 0, windowEnd: 8192 };

export function isInWindow(position: number, settings: Settings): boolean {
  return position >= Number(settings['windowStart']) && position < Number(settings['windowEnd']);
}

/** The ids that are steered: the published five, or every one-token form of the reflection words. */
export function steeredTokens(vocabulary: Vocabulary, choice: string): TokenSet {
  return choice === 'published'
    ? lookUpStrings(vocabulary, PUBLISHED_REFLECTION_STRINGS)
    : findWords(vocabulary, REFLECTION_WORDS);
}

/** Why no bias on the chosen tokens can act on this model, or undefined. */
export function noTokensWarning(settings: Settings, model: ModelFacts): string | undefined {
  return steeredTokens(model.vocabulary, String(settings['vocabulary'])).tokens.length === 0
    ? 'None of the reflection tokens is a single token of this model.'
    : undefined;
}

/** "+1.50 nats on 5 tokens", as reasons say it. */
export function biasInWords(value: number, tokens: readonly number[]): string {
  const sign = value > 0 ? '+' : '-';
  const count = `${tokens.length} ${tokens.length === 1 ? 'token' : 'tokens'}`;
  return `${sign}${Math.abs(value).toFixed(2)} nats on ${count}`;
}
