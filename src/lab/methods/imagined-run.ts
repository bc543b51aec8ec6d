import type { Strategy, StrategyDefinition, Past, PastToken, Settings } from '../../control/strategy.ts';
import type { ModelFacts } from '../../control/vocabulary.ts';

/** The words of a made-up model, id by place. */
const WORDS = ['so', 'Alternatively', '</think>', '</s>', 'Wait', 'Hmm'];

export const IMAGINED: ModelFacts = {
  vocabulary: {
    size: WORDS.length,
    textOf: (id) => WORDS[id] ?? '',
    idOf: (text) => (WORDS.includes(text) ? WORDS.indexOf(text) : undefined),
  },
  contextLength: 1_000_000,
  stopIds: new Set([WORDS.indexOf('</s>')]),
  thinking: { open: '<think>', close: '</think>' },
  suggested: {},
};

/** The strategy itself on that model, with draws in the middle. */
export function onImagined(definition: StrategyDefinition, settings: Settings): Strategy {
  return definition.create(settings, IMAGINED, { uniform: () => 0.5 });
}

export function imaginedToken(position: number, text: string, more: Partial<PastToken> = {}): PastToken {
  const id = IMAGINED.vocabulary.idOf(text) ?? 0;
  const nothing = { statistics: null, probes: [], interventions: [] };
  return { position, id, text, phase: 'thinking', source: 'sampled', ...nothing, ...more };
}

/** The first tokens of a thinking as a strategy sees them. */
export function imaginedPast(tokens: readonly PastToken[]): Past {
  return { length: tokens.length, tokens, phase: 'thinking' };
}
