import { answerConfidence, type ConfidenceKind } from '../early-exit/confidence.ts';
import { closeInstead, noThinkingWarning } from '../end-of-thinking.ts';
import { findContaining } from '../reflection-vocabulary.ts';
import type { Past, ProbeToken, StrategyDefinition } from '../strategy.ts';
import { closeAtLimit, NO_THINKING_LIMIT, THINKING_LIMIT } from '../thinking-limit.ts';

const PROMPT = '\n**Final Answer**\n\\boxed';
/** What the published code stops a probe at: an answer may hold braces of its own. */
const STOP = [' }', '}\n', '}\n\n', '}.', '}.\n', '}\\', '}}', ')}', ')}.', ')}\n'];
const PROBE_TOKENS = 20;

const CODE_URL = 'iie-ycx/DEER, commit c9dd19fb';
const CODE = {
  threshold: 0.95,
  confidence: 'arithmetic',
  point: 'Wait',
  probeTemperature: 1,
  maxProbes: 10,
  thinkingLimit: 9830,
  mustClose: 'no',
};

const probesMade = (past: Past): number =>
  past.tokens.flatMap((token) => token.probes).filter(({ strategy }) => strategy === 'deer').length;

/** DEER: where the model would turn to another thought, its answer so far is probed; if it is sure, thinking ends. */
export const deer: StrategyDefinition = {
  id: 'deer',
  title: 'Dynamic early exit (DEER)',
  summary: 'Probes the answer whenever the model says "Wait", and ends the thinking when it is sure.',
  source: `DEER, arXiv 2504.15895 (ICLR 2026); code ${CODE_URL}, vllm-deer.py.`,
  needs: ['probe', 'force'],
  settings: {
    threshold: {
      kind: 'number',
      min: 0,
      max: 1,
      step: 0.01,
      label: 'Threshold',
      help: 'Thinking ends when the confidence is above it. 1 never ends it.',
      main: true,
    },
    confidence: {
      kind: 'choice',
      options: [
        { value: 'arithmetic', label: "arithmetic mean, the code's avg1" },
        { value: 'geometric', label: "geometric mean, the paper's" },
        { value: 'minimum', label: 'smallest' },
      ],
      label: 'Confidence',
      help: "Of the probabilities of the probe's tokens after the first.",
      main: true,
    },
    point: {
      kind: 'choice',
      options: [
        { value: 'Wait', label: 'Wait' },
        { value: 'Alternatively', label: 'Alternatively' },
      ],
      label: 'Point',
      help: 'The text at which the answer is probed.',
      main: true,
    },
    probeTemperature: {
      kind: 'number',
      min: 0,
      max: 2,
      step: 0.1,
      label: 'Probe temperature',
      help: "0 takes the most probable token, as the paper's formula has it.",
      main: false,
    },
    maxProbes: {
      kind: 'integer',
      min: 0,
      max: 1000,
      step: 1,
      label: 'Most probes',
      help: 'Afterwards nothing is checked. 0 never probes.',
      main: false,
    },
    thinkingLimit: THINKING_LIMIT,
    mustClose: {
      kind: 'choice',
      options: [
        { value: 'no', label: 'no' },
        { value: 'yes', label: 'yes: else its confidence is 0' },
      ],
      label: 'Probe must close',
      help: 'Whether a probe must itself come to the end of thinking.',
      main: false,
    },
  },
  presets: [
    { id: 'code', label: 'Code: R1 distillations', settings: CODE, source: `${CODE_URL}: 0.6 of 16,384 for thinking` },
    {
      id: 'code-qwen3',
      label: 'Code: Qwen3',
      settings: { ...CODE, confidence: 'geometric', thinkingLimit: 13_107, mustClose: 'yes' },
      source: `${CODE_URL}: 0.8 of 16,384 for thinking`,
    },
    {
      id: 'paper',
      label: 'Paper: geometric mean, greedy probe',
      settings: { ...CODE, confidence: 'geometric', probeTemperature: 0 },
      source: 'arXiv 2504.15895',
    },
  ],
  defaults: CODE,
  neutral: { threshold: 1, maxProbes: 0, thinkingLimit: NO_THINKING_LIMIT },
  create(settings, { thinking }) {
    const threshold = Number(settings['threshold']);
    const limit = Number(settings['thinkingLimit']);
    const maxProbes = Number(settings['maxProbes']);
    const point = String(settings['point']);
    const mustClose = settings['mustClose'] === 'yes';
    const kind = settings['confidence'] as ConfidenceKind; // the check of settings allows no other
    const closing = `\n${thinking.close}\n\n`;
    const measure = (tokens: readonly ProbeToken[]): Readonly<Record<string, number>> => {
      const closes = tokens
        .map(({ text }) => text)
        .join('')
        .includes(thinking.close);
      const confidence =
        mustClose && !closes
          ? 0
          : answerConfidence(
              tokens.slice(1).map(({ logprob }) => logprob),
              kind,
            );
      return { confidence };
    };
    return {
      plan: (past) => closeAtLimit(past, limit, () => closing),
      async chosen(token, past, tools) {
        if (past.phase !== 'thinking' || !token.text.includes(point) || probesMade(past) >= maxProbes) return [];
        const { values } = await tools.probe({
          prompt: PROMPT,
          maxTokens: PROBE_TOKENS,
          temperature: Number(settings['probeTemperature']),
          topP: 1,
          stop: mustClose ? [thinking.close] : STOP,
          measure,
        });
        const confidence = values['confidence'] ?? 0;
        if (confidence <= threshold) return [];
        return closeInstead(closing, `Confidence ${confidence.toFixed(3)} is above ${threshold}: thinking ends here`);
      },
    };
  },
  warning(settings, model) {
    const point = String(settings['point']);
    if (Number(settings['threshold']) >= 1 || Number(settings['maxProbes']) === 0)
      return 'With a threshold of 1 or without probes the thinking is never ended early.';
    if (!findContaining(model.vocabulary, [point]).some((id) => model.vocabulary.textOf(id).includes(point)))
      return `No token of this model holds "${point}": nothing would be probed.`;
    return noThinkingWarning(model);
  },
};
