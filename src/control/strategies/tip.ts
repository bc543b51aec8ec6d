import {
  findWords,
  lookUpStrings,
  PUBLISHED_REFLECTION_STRINGS,
  REFLECTION_WORDS,
  type TokenSet,
} from '../reflection-vocabulary.ts';
import { biasInWords } from '../reflection-choice.ts';
import type { Past, Preset, StrategyDefinition } from '../strategy.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Words that switch to another line of thought. The paper names "alternatively"; its list was not found. */
const SWITCH_WORDS = ['alternatively', 'alternative'];

/** The thought-switch tokens of a choice in the settings. */
function switchTokens(vocabulary: Vocabulary, choice: string): TokenSet {
  if (choice === 'published') return lookUpStrings(vocabulary, PUBLISHED_REFLECTION_STRINGS);
  return findWords(vocabulary, choice === 'words' ? REFLECTION_WORDS : SWITCH_WORDS);
}

/**
 * Whether the next position t lies in the window of its thought: t < psi + duration, psi being the position of the
 * switch token that opened the thought, or 0. Wang et al., arXiv 2501.18585. Looks back over `duration` tokens at most.
 */
function isInThoughtWindow(past: Past, switches: ReadonlySet<number>, duration: number): boolean {
  if (past.length < duration) return true;
  const from = past.length - duration + 1;
  for (let at = past.length - 1; at >= from; at -= 1) {
    const token = past.tokens[at];
    if (token && switches.has(token.id)) return true;
  }
  return false;
}

const PAPER = { penalty: 3, duration: 600, window: 'thought', vocabulary: 'switch' };
const REPOSITORY = 'OPTML-Group/CyclicReflex, commit 1987e201, `add_processor`';

const altered = (id: string, label: string, penalty: number, duration: number, source: string): Preset => ({
  id,
  label,
  settings: { penalty, duration, window: 'start', vocabulary: 'published' },
  source,
});

/** TIP: z'(t, v) = z(t, v) - alpha for thought-switch tokens v, in the first beta tokens of every thought. */
export const tip: StrategyDefinition = {
  id: 'tip',
  title: 'Thought switching penalty (TIP)',
  summary: 'Lowers the words that switch to another thought while the present one is young.',
  source: 'Wang et al., arXiv 2501.18585; no official code was found.',
  needs: ['bias'],
  settings: {
    penalty: {
      kind: 'number',
      min: -30,
      max: 30,
      step: 0.5,
      unit: 'nats',
      label: 'Penalty alpha',
      help: 'Taken from the logits; below 0 it raises them. 0 does nothing.',
      main: true,
    },
    duration: {
      kind: 'integer',
      min: 0,
      max: 1_000_000,
      step: 1,
      unit: 'tokens',
      label: 'Duration beta',
      help: 'How many tokens of a thought are penalised; 0 penalises none.',
      main: true,
    },
    window: {
      kind: 'choice',
      options: [
        { value: 'thought', label: 'at the start of every thought' },
        { value: 'start', label: 'once, at the start of the output' },
      ],
      label: 'Window',
      help: 'Where the penalty holds.',
      main: true,
    },
    vocabulary: {
      kind: 'choice',
      options: [
        { value: 'switch', label: 'every form of alternatively' },
        { value: 'words', label: 'every form of the reflection words' },
        { value: 'published', label: 'the five ids of the CyclicReflex code' },
      ],
      label: 'Switch tokens',
      help: 'Which tokens open a new thought, and are penalised.',
      main: false,
    },
  },
  presets: [
    { id: 'paper', label: 'Paper', settings: PAPER, source: 'arXiv 2501.18585: alpha 3, beta 600, chosen on AIME' },
    altered('altered', 'As in the CyclicReflex code', 3, 8192, `${REPOSITORY}: one window from the start, five ids`),
    altered('altered-600', 'CyclicReflex code, first 600', 3, 600, 'The same in its test-time scaling code'),
    altered('altered-raise', 'CyclicReflex paper: TIP(+1)', -1, 8192, 'arXiv 2506.11077, an ablation'),
  ],
  defaults: PAPER,
  neutral: { penalty: 0 },
  create(settings, model) {
    const value = -Number(settings['penalty']);
    const duration = Number(settings['duration']);
    const { tokens } = switchTokens(model.vocabulary, String(settings['vocabulary']));
    const switches = new Set(tokens);
    if (value === 0 || tokens.length === 0) return {};
    const holds = (past: Past): boolean =>
      settings['window'] === 'start' ? past.length < duration : isInThoughtWindow(past, switches, duration);
    return {
      plan: (past) =>
        past.phase === 'thinking' && holds(past)
          ? [{ kind: 'bias', tokens, value, reason: `This thought is young: ${biasInWords(value, tokens)}` }]
          : [],
    };
  },
  warning(settings, model) {
    const { tokens, missing } = switchTokens(model.vocabulary, String(settings['vocabulary']));
    return tokens.length === 0
      ? `None of the switch words is a single token of this model: ${missing.join(', ')}.`
      : undefined;
  },
};
