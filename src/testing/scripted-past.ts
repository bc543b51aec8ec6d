import { checkSettings } from '../control/settings.ts';
import type {
  Past,
  PastToken,
  Probe,
  ProbeRequest,
  ProbeToken,
  RunContext,
  Strategy,
  StrategyDefinition,
  Tools,
} from '../control/strategy.ts';
import type { ModelFacts } from '../control/vocabulary.ts';

/** A model whose tokens are these texts, id by place; `</s>` stops it. */
export function wordModel(words: readonly string[], change: Partial<ModelFacts> = {}): ModelFacts {
  const stop = words.indexOf('</s>');
  return {
    vocabulary: {
      size: words.length,
      textOf: (id) => words[id] ?? '',
      idOf: (text) => (words.includes(text) ? words.indexOf(text) : undefined),
    },
    contextLength: 1024,
    stopIds: new Set(stop < 0 ? [] : [stop]),
    thinking: { open: '<think>', close: '</think>' },
    suggested: {},
    ...change,
  };
}

/** A token of a script: its text alone, or with what was done on the way to it. */
export type ScriptedToken = string | ({ readonly text: string } & Partial<PastToken>);

/** A past of these tokens in the vocabulary of `model`; thinking until the closing tag is complete. */
export function pastOf(model: ModelFacts, script: readonly ScriptedToken[]): Past {
  let text = '';
  const phase = (): Past['phase'] => (text.includes(model.thinking.close) ? 'answer' : 'thinking');
  const tokens = script.map((entry, position): PastToken => {
    const own = typeof entry === 'string' ? { text: entry } : entry;
    const token: PastToken = {
      position,
      id: model.vocabulary.idOf(own.text) ?? -1,
      phase: phase(),
      source: 'sampled',
      statistics: null,
      probes: [],
      interventions: [],
      ...own,
    };
    text += own.text;
    return token;
  });
  return { length: tokens.length, tokens, phase: phase() };
}

/** A strategy with checked settings; every draw gives `uniform`. */
export function createStrategy(
  definition: StrategyDefinition,
  model: ModelFacts,
  settings: Readonly<Record<string, unknown>>,
  uniform: RunContext['uniform'] = () => 0.5,
): Strategy {
  return definition.create(checkSettings(definition, settings), model, { uniform });
}

/** Probe tokens with these texts and probabilities. */
export function probeTokens(entries: readonly (readonly [text: string, probability: number])[]): ProbeToken[] {
  return entries.map(([text, probability]) => {
    const logprob = Math.log(probability);
    return { id: 0, text, logprob, entropy: 0, listed: [logprob] };
  });
}

/** Tools whose probe always goes on with `tokens`; it keeps what was asked for. */
export function probingTools(tokens: readonly ProbeToken[]): Pick<Tools, 'probe'> & { requests: ProbeRequest[] } {
  const requests: ProbeRequest[] = [];
  return {
    requests,
    probe(request): Promise<Probe> {
      requests.push(request);
      const { prompt, measure } = request;
      return Promise.resolve({ strategy: '', prompt, tokens, cost: tokens.length, values: measure(tokens) });
    },
  };
}
