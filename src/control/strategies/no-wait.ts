import { findContaining, findWords, REFLECTION_WORDS } from '../reflection-vocabulary.ts';
import type { Settings, StrategyDefinition } from '../strategy.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** The keywords of the paper: the most frequent openers of 32 runs of QwQ-32B on AIME 2025. */
export const NO_WAIT_KEYWORDS: readonly string[] = (
  'wait alternatively hmm but however alternative another check double-check ' +
  'oh maybe verify other again now ah any'
).split(' ');

/** The banned ids of a choice in the settings, rising. */
function bannedTokens(vocabulary: Vocabulary, settings: Settings): readonly number[] {
  if (settings['keywords'] === 'none') return [];
  const words = settings['keywords'] === 'reflection' ? REFLECTION_WORDS : NO_WAIT_KEYWORDS;
  return settings['matching'] === 'substring' ? findContaining(vocabulary, words) : findWords(vocabulary, words).tokens;
}

const PAPER = { keywords: 'paper', matching: 'word', scope: 'everywhere' };
const SILENCED = 'NoWait bans what it acts on';

/** NoWait: every form of the keywords gets -Infinity at every step. */
export const noWait: StrategyDefinition = {
  id: 'no-wait',
  title: 'NoWait',
  summary: 'Bans every form of the words that open a second thought.',
  source: 'NoWait, arXiv 2506.08343 (Findings of EMNLP 2025); no official list of exceptions was found.',
  needs: ['bias'],
  conflicts: {
    'cyclic-reflex': SILENCED,
    'constant-bias': SILENCED,
    silver: SILENCED,
    tip: SILENCED,
    deer: 'it waits for the "Wait" that NoWait bans',
    'alpha-one': 'it waits for the "Wait" that NoWait bans',
  },
  settings: {
    keywords: {
      kind: 'choice',
      options: [
        { value: 'paper', label: 'the 17 of the paper' },
        { value: 'reflection', label: 'the reflection words' },
        { value: 'none', label: 'none' },
      ],
      label: 'Keywords',
      help: 'Which words are banned. None does nothing.',
      main: true,
    },
    matching: {
      kind: 'choice',
      options: [
        { value: 'word', label: 'tokens that are one of them' },
        { value: 'substring', label: 'tokens that contain one of them' },
      ],
      label: 'Matching',
      help: 'As parts of tokens they also hit "await" and many other words.',
      main: true,
    },
    scope: {
      kind: 'choice',
      options: [
        { value: 'everywhere', label: 'in thinking and answer' },
        { value: 'thinking', label: 'in the thinking' },
      ],
      label: 'Scope',
      help: 'Where they are banned.',
      main: false,
    },
  },
  presets: [
    { id: 'paper', label: 'Paper', settings: PAPER, source: 'arXiv 2506.08343; whole words stand for its pruned list' },
    {
      id: 'substring',
      label: 'Paper, without its exceptions',
      settings: { ...PAPER, matching: 'substring' },
      source: 'arXiv 2506.08343: tokens that contain a keyword, before false hits are taken out by hand',
    },
    {
      id: 'reflection',
      label: 'Reflection words in the thinking',
      settings: { keywords: 'reflection', matching: 'word', scope: 'thinking' },
      source: 'Ours: the words that the other strategies steer',
    },
  ],
  defaults: PAPER,
  neutral: { keywords: 'none' },
  create(settings, model) {
    const tokens = bannedTokens(model.vocabulary, settings);
    if (tokens.length === 0) return {};
    const ban = [{ kind: 'bias', tokens, value: -Infinity, reason: `Always: ${tokens.length} tokens banned` } as const];
    return { plan: (past) => (settings['scope'] === 'everywhere' || past.phase === 'thinking' ? ban : []) };
  },
  warning(settings, model) {
    if (settings['keywords'] === 'none') return 'With no keywords nothing is banned.';
    return bannedTokens(model.vocabulary, settings).length === 0
      ? 'No token of this model matches a keyword.'
      : undefined;
  },
};
