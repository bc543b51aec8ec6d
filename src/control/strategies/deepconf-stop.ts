import { CONFIDENCE_TOKENS, tokenConfidence } from '../ensembles/deepconf.ts';
import { DEEPCONF_SOURCE, WINDOW_SETTING } from '../ensembles/deepconf-settings.ts';
import type { PastToken, StrategyDefinition } from '../strategy.ts';

/** 6 significant digits, as the trace keeps them, so that a resumed run decides alike. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** The confidences of the last `count` drawn tokens, the latest first. */
function latestConfidences(tokens: readonly PastToken[], count: number): number[] {
  const found: number[] = [];
  for (let at = tokens.length - 1; at >= 0 && found.length < count; at -= 1) {
    const confidence = tokens[at]?.statistics?.confidence;
    if (confidence !== undefined) found.push(confidence);
  }
  return found;
}

/** The part of online DeepConf that acts within a run: ends it at the first full window under the bar. */
export const deepconfStop: StrategyDefinition = {
  id: 'deepconf-stop',
  title: 'DeepConf: stop an unsure run',
  summary: 'Ends the run as soon as its confidence, averaged over a window, falls under a bar.',
  source: `${DEEPCONF_SOURCE}.`,
  needs: ['entropy'],
  settings: {
    window: WINDOW_SETTING,
    bar: {
      kind: 'number',
      min: 0,
      max: 1000,
      step: 0.1,
      unit: 'nats',
      label: 'Bar',
      help: 'The least mean confidence of a window. 0 stops nothing; deepconf-online measures it on its warm-up runs.',
      main: true,
    },
  },
  presets: [
    {
      id: 'code',
      label: 'Window of 2048',
      settings: { window: 2048, bar: 10 },
      source: `Window: ${DEEPCONF_SOURCE}; bar: ours`,
    },
  ],
  defaults: { window: 2048, bar: 10 },
  neutral: { bar: 0 },
  create(settings) {
    const window = Number(settings['window']);
    const bar = Number(settings['bar']);
    if (bar === 0) return {};
    return {
      review({ base }, past) {
        const likeliest = base.top.logits.slice(0, CONFIDENCE_TOKENS).map((logit) => logit - base.logSumExp);
        const values = [rounded(tokenConfidence(likeliest)), ...latestConfidences(past.tokens, window - 1)];
        if (values.length < window) return [];
        const mean = values.reduce((sum, value) => sum + value, 0) / window;
        if (!(mean < bar)) return [];
        const reason = `Mean confidence ${mean.toFixed(2)} of the last ${window} tokens is under the bar ${bar.toFixed(2)}`;
        return [{ kind: 'stop', reason }];
      },
    };
  },
  warning(settings, model) {
    if (Number(settings['bar']) === 0) return 'With a bar of 0 nothing is stopped.';
    if (Number(settings['window']) >= model.contextLength)
      return `A window of ${String(settings['window'])} tokens is never full in a context of ${model.contextLength}.`;
    return undefined;
  },
};
