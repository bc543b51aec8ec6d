/**
 * When SRGen reflects. SRGen, arXiv 2510.02919; code 2020-qqtcg/SRGen, commit 61be0b32, SRGen/tnot_decorator.py.
 */
export interface ThresholdSettings {
  /** N: how many of the latest entropies make the dynamic threshold. */
  readonly window: number;
  /** K: how many standard deviations above their mean. */
  readonly deviations: number;
  /** Smallest standard deviation that is used, nats. */
  readonly minDeviation: number;
  /** Smallest dynamic threshold, nats. */
  readonly minThreshold: number;
  /** The threshold until N entropies are known, nats. */
  readonly staticThreshold: number;
}

/** The threshold for the next entropy, nats: `history` holds the entropies tested so far. Unbiased standard deviation. */
export function entropyThreshold(history: readonly number[], settings: ThresholdSettings): number {
  const { window, deviations, minDeviation, minThreshold, staticThreshold } = settings;
  if (history.length < window) return staticThreshold;
  const latest = history.slice(-window);
  const mean = latest.reduce((sum, entropy) => sum + entropy, 0) / window;
  const squares = latest.reduce((sum, entropy) => sum + (entropy - mean) ** 2, 0);
  const deviation = window > 1 ? Math.sqrt(squares / (window - 1)) : 0;
  return Math.max(mean + deviations * Math.max(deviation, minDeviation), minThreshold);
}

/** What the monitor knows after some forward passes. */
export interface MonitorState {
  readonly history: readonly number[];
  /** Triggers so far; at `maxTriggers` monitoring ends, and the last trigger is not corrected. */
  readonly triggers: number;
}

export interface MonitorStep {
  readonly state: MonitorState;
  readonly threshold: number;
  readonly triggered: boolean;
  /** Whether this trigger is followed by a correction. */
  readonly corrects: boolean;
}

export const INITIAL_MONITOR: MonitorState = { history: [], triggers: 0 };

export function isMonitoring(state: MonitorState, maxTriggers: number): boolean {
  return state.triggers < maxTriggers;
}

/**
 * Tests one entropy (nats, at the sampling temperature, before top-k and top-p). The very first forward pass of a run and
 * the corrected pass after a trigger are neither tested nor remembered: do not call it for them.
 */
export function testEntropy(
  state: MonitorState,
  entropy: number,
  settings: ThresholdSettings,
  maxTriggers: number,
): MonitorStep {
  const threshold = entropyThreshold(state.history, settings);
  const triggered = entropy > threshold;
  const triggers = state.triggers + (triggered ? 1 : 0);
  const history = [...state.history.slice(-settings.window), entropy];
  return { state: { history, triggers }, threshold, triggered, corrects: triggered && triggers < maxTriggers };
}
