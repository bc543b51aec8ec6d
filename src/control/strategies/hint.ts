import { endsThinking, insteadOfEnd, noThinkingWarning } from '../end-of-thinking.ts';
import { completesParagraph } from '../paragraphs.ts';
import { wordOf } from '../reflection-vocabulary.ts';
import type { Past, StrategyDefinition } from '../strategy.ts';

/** A hint is an opening word and the rest: after a conjunction that the model wrote itself only the rest is put in. */
const HINTS: Readonly<Record<string, { readonly opening: string; readonly rest: string }>> = {
  python: { opening: 'Wait', rest: ', maybe using Python here is a good idea.' },
  rethink: { opening: 'Wait', rest: '! Maybe I made some mistakes! I need to rethink from scratch.' },
  check: { opening: 'Wait', rest: ', let me check this step again.' },
};

/** Conjunctions after which a hint goes in; the paper's list was not found. */
const CONJUNCTIONS = ['wait', 'alternatively', 'hmm', 'but', 'however'];

const START = { hint: 'python', place: 'thinking-end', times: 1, probability: 1 };

function insertedHints(past: Past): number {
  return past.tokens
    .flatMap((token) => token.interventions)
    .filter(({ strategy, overruledBy }) => strategy === 'hint' && !overruledBy).length;
}

function atParagraphEnd(past: Past): boolean {
  const last = past.tokens.at(-1);
  if (!last || past.phase !== 'thinking') return false;
  const before = past.tokens.slice(-9, -1).map((token) => token.text);
  return completesParagraph(before.join(''), last.text);
}

/** Hint-infer: a phrase put into the thinking at chosen places, after which the model goes on. */
export const hint: StrategyDefinition = {
  id: 'hint',
  title: 'Hints (START)',
  summary: 'Puts a phrase into the thinking: where it would end, after a conjunction, or after a paragraph.',
  source: 'START, arXiv 2503.04625: hint-infer; its library of hints was not found.',
  needs: ['force', 'rewind'],
  settings: {
    hint: {
      kind: 'choice',
      options: [
        { value: 'python', label: 'maybe using Python here is a good idea' },
        { value: 'rethink', label: 'I need to rethink from scratch' },
        { value: 'check', label: 'let me check this step again' },
      ],
      label: 'Hint',
      help: 'The phrase.',
      main: true,
    },
    place: {
      kind: 'choice',
      options: [
        { value: 'thinking-end', label: 'in place of the end of thinking' },
        { value: 'conjunction', label: 'after a conjunction' },
        { value: 'paragraph', label: 'after a paragraph' },
      ],
      label: 'Place',
      help: 'Where it is put in.',
      main: true,
    },
    times: {
      kind: 'integer',
      min: 0,
      max: 64,
      step: 1,
      label: 'Times',
      help: 'Most hints in one output. 0 does nothing.',
      main: true,
    },
    probability: {
      kind: 'number',
      min: 0,
      max: 1,
      step: 0.05,
      label: 'Probability',
      help: 'How often an occasion is used.',
      main: false,
    },
  },
  presets: [
    { id: 'start', label: 'START: before the end', settings: START, source: 'arXiv 2503.04625' },
    {
      id: 'start-conjunction',
      label: 'START: after a conjunction',
      settings: { ...START, place: 'conjunction' },
      source: 'arXiv 2503.04625',
    },
    {
      id: 'rounds',
      label: 'START: several rounds',
      settings: { ...START, times: 3 },
      source: 'arXiv 2503.04625, sequential test-time scaling; the number of rounds is ours',
    },
    {
      id: 'rethink',
      label: 'Rethink from scratch',
      settings: { ...START, hint: 'rethink' },
      source: 'The phrase of Marco-o1, as in Iterative Deepening Sampling, arXiv 2502.05449; the place is ours',
    },
  ],
  defaults: START,
  neutral: { times: 0 },
  create(settings, model, context) {
    const times = Number(settings['times']);
    const place = settings['place'];
    const { opening, rest } = HINTS[String(settings['hint'])] ?? { opening: '', rest: '' };
    const isOccasion = (past: Past): boolean =>
      context.uniform(past.length) < Number(settings['probability']) && insertedHints(past) < times;
    if (times === 0) return {};
    const reasonAt = (past: Past, where: string): string => `Hint ${insertedHints(past) + 1} of ${times} ${where}`;
    return {
      plan(past) {
        if (place !== 'paragraph' || !atParagraphEnd(past) || !isOccasion(past)) return [];
        return [{ kind: 'force', text: opening + rest, reason: reasonAt(past, 'after a paragraph') }];
      },
      chosen(token, past) {
        if (past.phase !== 'thinking' || place === 'paragraph') return [];
        if (place === 'conjunction') {
          if (!CONJUNCTIONS.includes(wordOf(token.text)) || !isOccasion(past)) return [];
          return [{ kind: 'force', text: rest, reason: reasonAt(past, `after "${token.text.trim()}"`) }];
        }
        if (!endsThinking(token, past, model) || !isOccasion(past)) return [];
        const reason = reasonAt(past, 'in place of the end of thinking');
        return [insteadOfEnd(token, past, model, opening + rest, reason)];
      },
    };
  },
  warning(settings, model) {
    if (Number(settings['times']) === 0) return 'With 0 times no hint is put in.';
    return settings['place'] === 'thinking-end' ? noThinkingWarning(model) : undefined;
  },
};
