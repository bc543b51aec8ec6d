import { codeCertainty, isSuppressed, paperCertainty, suppressionProbability } from '../cgrs/certainty.ts';
import { CGRS_DEFAULTS, CGRS_PRESETS, CGRS_SETTINGS } from '../cgrs/settings.ts';
import type { Intervention } from '../intervention.ts';
import { completesParagraph } from '../paragraphs.ts';
import { lookUpStrings } from '../reflection-vocabulary.ts';
import type { Past, Probe, ProbeToken, StrategyDefinition } from '../strategy.ts';
import { closeAtLimit, NO_THINKING_LIMIT } from '../thinking-limit.ts';

/** The trigger strings of the published code: seven words, each with and without a leading space. */
const TRIGGER_STRINGS = ['wait', 'Wait', 'but', 'But', 'Hmm', 'Alternative', 'Alternatively'].flatMap((word) => [
  word,
  ` ${word}`,
]);

/** What is put after the thinking to ask for the answer so far. */
const PROBES: Readonly<Record<string, string>> = {
  boxed: '\n**Final Answer**\n\\boxed',
  option: '\n**Final Answer**\nI believe the final answer, rather than the option, is \\boxed',
};

/** The tokens of the boxed answer: after the opening brace, up to the one that closes it. For the paper's certainty. */
function answerTokens(tokens: readonly ProbeToken[]): readonly ProbeToken[] {
  const [, ...rest] = tokens;
  const closing = rest.findIndex((token) => token.text.includes('}'));
  return closing < 0 ? rest : rest.slice(0, closing);
}

/** The probe that rules the next token: the latest one. */
function latestProbe(past: Past): Probe | undefined {
  for (let at = past.length - 1; at >= 0; at -= 1) {
    const found = past.tokens[at]?.probes.find((probe) => probe.strategy === 'certainty-guided');
    if (found) return found;
  }
  return undefined;
}

function justEndedParagraph(past: Past): boolean {
  const last = past.tokens.at(-1);
  if (!last || past.phase !== 'thinking') return false;
  // Newlines that belong together are never far apart.
  const before = past.tokens
    .slice(-9, -1)
    .map((token) => token.text)
    .join('');
  return completesParagraph(before, last.text);
}

/**
 * CGRS: at every paragraph end the answer so far is probed on the side; the more certain it is, the more often reflection
 * tokens are banned until the next probe.
 */
export const certaintyGuided: StrategyDefinition = {
  id: 'certainty-guided',
  title: 'Certainty-guided (CGRS)',
  summary: 'Probes the answer after every paragraph and bans reflection tokens the more often, the surer it is.',
  source: 'CGRS, arXiv 2508.05337 (AAAI 2026); code HuangJiameng/cgrs, commit f5d29510.',
  needs: ['bias', 'probe'],
  settings: CGRS_SETTINGS,
  presets: CGRS_PRESETS,
  defaults: CGRS_DEFAULTS,
  neutral: { threshold: 1, thinkingLimit: NO_THINKING_LIMIT },
  create(settings, model, context) {
    const threshold = Number(settings['threshold']);
    const limit = Number(settings['thinkingLimit']);
    const { vocabulary, stopIds, thinking } = model;
    const { tokens } = lookUpStrings(vocabulary, TRIGGER_STRINGS);
    const suppress = (probe: Probe | undefined, past: Past): readonly Intervention[] => {
      const { certainty = 0, suppression = 0 } = probe?.values ?? {};
      if (tokens.length === 0 || !isSuppressed(context.uniform(past.length), suppression)) return [];
      const reason = `Certainty ${certainty.toFixed(2)} is above ${threshold}: banned with probability ${suppression.toFixed(2)}`;
      return [{ kind: 'bias', tokens, value: -Infinity, reason }];
    };
    const measure = (probed: readonly ProbeToken[]): Readonly<Record<string, number>> => {
      const certainty =
        settings['certainty'] === 'paper'
          ? paperCertainty(
              answerTokens(probed).map((token) => token.entropy),
              vocabulary.size,
            )
          : codeCertainty(probed.map((token) => token.listed));
      return { certainty, suppression: suppressionProbability(certainty, threshold) };
    };
    if (threshold >= 1 && limit >= NO_THINKING_LIMIT) return {};
    return {
      plan(past) {
        // The published code has "</think>" here; the model's own tag is what ends its thinking.
        const closing = closeAtLimit(past, limit, () => `\n${thinking.close}\n\n`);
        if (closing.length > 0) return closing;
        return justEndedParagraph(past) ? [] : suppress(latestProbe(past), past);
      },
      async review(_, past, tools) {
        if (!justEndedParagraph(past)) return [];
        const prompt = PROBES[String(settings['probe'])] ?? '';
        const probe = await tools.probe({
          prompt,
          maxTokens: Number(settings['probeTokens']),
          temperature: 1,
          topP: 1,
          measure,
        });
        return suppress(probe, past);
      },
      chosen(token, past) {
        if (past.phase !== 'thinking' || !stopIds.has(token.id)) return [];
        return [
          {
            kind: 'replace',
            text: '\n\n',
            reason: 'The model stopped inside its thinking, which counts as a paragraph end',
          },
        ];
      },
    };
  },
  warning(settings, model) {
    const { tokens, missing } = lookUpStrings(model.vocabulary, TRIGGER_STRINGS);
    if (tokens.length === 0)
      return `None of the trigger strings is a single token of this model: ${missing.join(', ')}.`;
    if (Number(settings['threshold']) >= 1) return 'With a threshold of 1 reflection is never suppressed.';
    return undefined;
  },
};
