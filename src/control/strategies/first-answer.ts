import { CANDIDATE_DETECTOR, countCandidates } from '../candidate-answers.ts';
import { closingText, noThinkingWarning } from '../end-of-thinking.ts';
import type { StrategyDefinition } from '../strategy.ts';

const SOURCE = 'First Try Matters, arXiv 2510.08308';

/** Stops the thinking after the k-th line that states a candidate answer. */
export const firstAnswer: StrategyDefinition = {
  id: 'first-answer',
  title: 'Stop at the k-th candidate answer',
  summary: 'Ends the thinking after the k-th line that states an answer, found by its words.',
  source: `After ${SOURCE}, with a training-free detector of ours in place of its classifiers.`,
  needs: ['force'],
  settings: {
    candidates: {
      kind: 'integer',
      min: 0,
      max: 100,
      step: 1,
      label: 'Candidates k',
      help: `Thinking ends at the k-th: ${CANDIDATE_DETECTOR}. 0 never ends it.`,
      main: true,
    },
  },
  presets: [
    { id: 'first', label: 'First candidate', settings: { candidates: 1 }, source: `${SOURCE}: easy questions` },
    { id: 'third', label: 'Third candidate', settings: { candidates: 3 }, source: `${SOURCE}: hard questions` },
  ],
  defaults: { candidates: 1 },
  neutral: { candidates: 0 },
  create(settings, model) {
    const wanted = Number(settings['candidates']);
    if (wanted === 0) return {};
    return {
      plan(past) {
        if (past.phase !== 'thinking' || !past.tokens.at(-1)?.text.includes('\n')) return [];
        const found = countCandidates(past.tokens.map((token) => token.text).join(''));
        if (found < wanted) return [];
        const reason = `Candidate answer number ${wanted} was stated`;
        return [{ kind: 'close', text: closingText(past, model), reason }];
      },
    };
  },
  warning(settings, model) {
    if (Number(settings['candidates']) === 0) return 'With 0 candidates the thinking is never ended.';
    return noThinkingWarning(model);
  },
};
