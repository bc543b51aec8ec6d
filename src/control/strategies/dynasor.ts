import { answerBeforeBrace, hasSettled, type ProbedAnswer } from '../early-exit/agreement.ts';
import { noThinkingWarning } from '../end-of-thinking.ts';
import type { Past, Preset, Probe, StrategyDefinition } from '../strategy.ts';

const PROMPT = '... Oh, I suddenly got the answer to the whole problem, **Final Answer**\n\n\\[ \\boxed{';
const PROBE_TOKENS = 20;
const CODE = 'hao-ai-lab/Dynasor, commit 0d2f1b93, dynasor/core/cot.py';

/** The published levels: how many probes must agree, and the tokens between two. */
export const DYNASOR_LEVELS = {
  mild: [8, 64],
  low: [5, 64],
  mid: [3, 64],
  high: [2, 64],
  crazy: [2, 32],
} as const;

const presets: Preset[] = Object.entries(DYNASOR_LEVELS).map(([level, [agreeing, interval]]) => ({
  id: level,
  label: `Level "${level}"`,
  settings: { agreeing, interval },
  source: CODE,
}));

const answerOf = ({ tokens }: Probe): ProbedAnswer => {
  const text = tokens.map((token) => token.text).join('');
  return { answer: answerBeforeBrace(text), text };
};

const ownProbes = (past: Past): ProbedAnswer[] =>
  past.tokens
    .flatMap((token) => token.probes)
    .filter(({ strategy }) => strategy === 'dynasor')
    .map(answerOf);

/** The text that ends the thinking and gives the answer; the published one, with the model's own tag. */
const closingWith = (answer: string, close: string): string =>
  `\n\n...${close}\n Oh, I have got the answer to the whole problem\n**Final Answer:**\n\\[\n \\boxed{${answer}}\n\\]`;

/** Dynasor: every so many tokens the answer is probed; when the last k probes agree, it is given and the run ends. */
export const dynasor: StrategyDefinition = {
  id: 'dynasor',
  title: 'Answer agreement (Dynasor)',
  summary: 'Probes the answer every so many tokens and gives it when the last k probes agree.',
  source: `Dynasor-CoT, arXiv 2412.20993; code ${CODE}.`,
  needs: ['probe', 'force'],
  settings: {
    agreeing: {
      kind: 'integer',
      min: 0,
      max: 100,
      step: 1,
      label: 'Agreeing probes k',
      help: 'How many probes in a row must give the same answer. 0 never probes.',
      main: true,
    },
    interval: {
      kind: 'integer',
      min: 1,
      max: 100_000,
      step: 1,
      unit: 'tokens',
      label: 'Interval',
      help: 'Tokens between two probes.',
      main: true,
    },
  },
  presets,
  defaults: { agreeing: 3, interval: 64 },
  neutral: { agreeing: 0 },
  create(settings, { thinking }) {
    const agreeing = Number(settings['agreeing']);
    const interval = Number(settings['interval']);
    if (agreeing === 0) return {};
    return {
      async review(_, past, tools) {
        if (past.phase !== 'thinking' || past.length === 0 || past.length % interval !== 0) return [];
        const request = { prompt: PROMPT, maxTokens: PROBE_TOKENS, temperature: 0.6, topP: 0.95, measure: () => ({}) };
        const latest = answerOf(await tools.probe(request));
        if (!hasSettled([...ownProbes(past), latest], agreeing)) return [];
        const reason = `${agreeing} probes in a row gave ${latest.answer}`;
        return [
          { kind: 'close', text: closingWith(latest.answer, thinking.close), reason },
          { kind: 'stop', reason },
        ];
      },
    };
  },
  warning(settings, model) {
    const agreeing = Number(settings['agreeing']);
    if (agreeing === 0) return 'With 0 agreeing probes nothing is probed.';
    const earliest = agreeing * Number(settings['interval']);
    if (earliest >= model.contextLength)
      return `The earliest exit is after ${earliest} tokens, beyond this model's context of ${model.contextLength}.`;
    return noThinkingWarning(model);
  },
};
