import type { Past } from '../strategy.ts';
import { INITIAL_MONITOR, isMonitoring, testEntropy, type MonitorState, type ThresholdSettings } from './threshold.ts';

export interface EntropyTest {
  readonly entropy: number;
  readonly threshold: number;
  /** Whether a correction follows. */
  readonly corrects: boolean;
}

/** 6 significant digits, as the trace keeps them, so that a resumed run decides alike. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/**
 * The entropy monitor as a fold over the past. The state of the prefix that was seen last is kept, so that a step costs
 * one test; a past that has become shorter is folded anew.
 */
export class EntropyMonitor {
  #state: MonitorState = INITIAL_MONITOR;
  #length = 0;
  #lastId: number | undefined;
  readonly #settings: ThresholdSettings;
  readonly #maxTriggers: number;

  constructor(settings: ThresholdSettings, maxTriggers: number) {
    this.#settings = settings;
    this.#maxTriggers = maxTriggers;
  }

  /** Tests the next token's entropy; undefined where the published code does not look. Changes nothing. */
  test(past: Past, entropy: number): EntropyTest | undefined {
    this.#follow(past);
    if (past.length === 0 || !isMonitoring(this.#state, this.#maxTriggers)) return undefined;
    const value = rounded(entropy);
    const { threshold, corrects } = testEntropy(this.#state, value, this.#settings, this.#maxTriggers);
    return { entropy: value, threshold, corrects };
  }

  #follow(past: Past): void {
    if (past.length < this.#length || past.tokens[this.#length - 1]?.id !== this.#lastId) {
      this.#state = INITIAL_MONITOR;
      this.#length = 0;
    }
    for (; this.#length < past.length; this.#length += 1) {
      const token = past.tokens[this.#length];
      this.#lastId = token?.id;
      // The first pass of a run is not monitored, and forced tokens are not drawn.
      if (this.#length === 0 || !token?.statistics || !isMonitoring(this.#state, this.#maxTriggers)) continue;
      this.#state = testEntropy(this.#state, token.statistics.tempered, this.#settings, this.#maxTriggers).state;
    }
  }
}
