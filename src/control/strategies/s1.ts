import { closingText, endsThinking, insteadOfEnd, noThinkingWarning } from '../end-of-thinking.ts';
import type { Past, StrategyDefinition } from '../strategy.ts';
import { closeAtLimit, NO_THINKING_LIMIT, THINKING_LIMIT } from '../thinking-limit.ts';

const CODE = 'simplescaling/s1, commit 77272c6e';
const PAPER = { ignores: 2, text: 'Wait', thinkingLimit: NO_THINKING_LIMIT, closing: 'final-answer' };

/** Ends of thinking that were ignored so far. */
function ignoredEnds(past: Past): number {
  return past.tokens
    .flatMap((token) => token.interventions)
    .filter(({ strategy, kind, overruledBy }) => strategy === 's1' && kind !== 'bias' && !overruledBy).length;
}

/** Whether text that took the place of an end stands last: the next token must not end the thinking at once. */
function justIgnored(past: Past): boolean {
  const last = past.tokens.at(-1);
  if (last?.source !== 'forced' || past.phase !== 'thinking') return false;
  for (let at = past.length - 1; past.tokens[at]?.source === 'forced'; at -= 1) {
    if (past.tokens[at]?.interventions.some(({ strategy }) => strategy === 's1')) return true;
  }
  return false;
}

/**
 * Budget forcing. Lower bound: an end of thinking is dropped and "Wait" put in its place, so many times. Upper bound: at
 * the thinking limit the thinking is closed and the answer asked for.
 */
export const s1: StrategyDefinition = {
  id: 's1',
  title: 'Budget forcing (s1)',
  summary: 'Drops the end of thinking and appends "Wait", so many times; closes the thinking at a limit.',
  source: `s1, arXiv 2501.19393; code ${CODE}.`,
  needs: ['bias', 'force', 'rewind'],
  settings: {
    ignores: {
      kind: 'integer',
      min: 0,
      max: 64,
      step: 1,
      label: 'Ends ignored',
      help: 'How many ends of thinking are dropped. 0 leaves them.',
      main: true,
    },
    text: {
      kind: 'choice',
      options: [
        { value: 'Wait', label: 'Wait' },
        { value: 'Hmm', label: 'Hmm' },
        { value: 'Alternatively', label: 'Alternatively' },
      ],
      label: 'Text',
      help: 'What takes the place of the end.',
      main: true,
    },
    thinkingLimit: { ...THINKING_LIMIT, main: true },
    closing: {
      kind: 'choice',
      options: [
        { value: 'final-answer', label: 'closing tag and "Final Answer:"' },
        { value: 'tag', label: 'closing tag alone' },
      ],
      label: 'At the limit',
      help: 'What closes the thinking.',
      main: false,
    },
  },
  presets: [
    { id: 'paper-2', label: 'Paper: 2 times', settings: PAPER, source: 'arXiv 2501.19393' },
    { id: 'paper-4', label: 'Paper: 4 times', settings: { ...PAPER, ignores: 4 }, source: 'arXiv 2501.19393' },
    { id: 'paper-6', label: 'Paper: 6 times', settings: { ...PAPER, ignores: 6 }, source: 'arXiv 2501.19393' },
    { id: 'code', label: 'Code: once', settings: { ...PAPER, ignores: 1 }, source: `${CODE}, README` },
    { id: 'hmm', label: 'Paper: "Hmm"', settings: { ...PAPER, text: 'Hmm' }, source: 'arXiv 2501.19393, an ablation' },
  ],
  defaults: PAPER,
  neutral: { ignores: 0, thinkingLimit: NO_THINKING_LIMIT },
  create(settings, model) {
    const ignores = Number(settings['ignores']);
    const limit = Number(settings['thinkingLimit']);
    const text = String(settings['text']);
    const answer = settings['closing'] === 'final-answer' ? 'Final Answer:' : '';
    const closeId = model.vocabulary.idOf(model.thinking.close);
    const ends = [...model.stopIds, ...(closeId === undefined ? [] : [closeId])];
    if (ignores === 0 && limit >= NO_THINKING_LIMIT) return {};
    return {
      plan(past) {
        const closing = closeAtLimit(past, limit, () => `${closingText(past, model)}${answer}`);
        if (closing.length > 0) return closing;
        if (!justIgnored(past)) return [];
        const reason = `At least one token follows "${text}"`;
        return [{ kind: 'bias', tokens: ends, value: -Infinity, reason }];
      },
      chosen(token, past) {
        if (ignores === 0 || !endsThinking(token, past, model)) return [];
        const ignored = ignoredEnds(past);
        if (ignored >= ignores) return [];
        return [insteadOfEnd(token, past, model, text, `End of thinking ${ignored + 1} of ${ignores} is ignored`)];
      },
    };
  },
  warning(settings, model) {
    const limit = Number(settings['thinkingLimit']);
    if (Number(settings['ignores']) === 0 && limit >= model.contextLength) {
      return `With no end ignored and a limit of ${limit} tokens, beyond this model's context of ${model.contextLength}, nothing is forced.`;
    }
    return noThinkingWarning(model);
  },
};
