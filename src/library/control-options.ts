import type { SamplingSettings } from '../control/sampling-settings.ts';
import type { Phase } from '../control/strategy.ts';
import type { SettingValue } from '../control/vocabulary.ts';

/** What a strategy did to a token, or tried. */
export interface InterventionReport {
  readonly kind: 'bias' | 'offset' | 'replace' | 'force' | 'close' | 'rewind' | 'stop';
  readonly strategy: string;
  readonly reason: string;
}

/** What became of one token. Probabilities are natural logs at temperature 1; pairs are before and after the strategies. */
export interface TokenReport {
  /** Counts the tokens of the output, from 0. */
  readonly position: number;
  readonly id: number;
  readonly text: string;
  readonly phase: Phase;
  /** Drawn from the distribution, or put in by a strategy. */
  readonly source: 'sampled' | 'forced';
  /** null for tokens that were put in. Nats. */
  readonly statistics: {
    readonly entropy: readonly [number, number];
    readonly logprob: readonly [number, number];
    readonly divergence: number;
  } | null;
  readonly interventions: readonly InterventionReport[];
}

/** What the doors for other people's decoding loops have in common. */
export interface ControlOptions {
  /** The stack, first in order of precedence. Settings that are left out keep their published defaults. */
  readonly strategies: readonly {
    readonly id: string;
    readonly settings?: Readonly<Record<string, SettingValue>>;
  }[];
  /** Ids that end the output: the model's eos_token_id, one or several. */
  readonly stopIds: readonly number[];
  /** Tags around the model's thinking; <think> and </think> where this is left out. */
  readonly thinking?: { readonly open: string; readonly close: string };
  /** Longest sequence in tokens, prompt included. Only warnings depend on it. */
  readonly contextLength?: number;
  /**
   * With it the draw is ours too: the same seed gives the same tokens as in the laboratory, and strategies that replace
   * or put in tokens can run. The host must then be left to take the likeliest token. Without it the host draws, and
   * strategies may only bias.
   */
  readonly sampling?: Partial<SamplingSettings>;
  /**
   * Temperature the host draws with, where it draws; 1 where this is left out. Statistics at the sampling temperature
   * follow from it, and so does the trigger of srgen-logit.
   */
  readonly temperature?: number;
  /** Called with every token that is followed by another call of the host: what the strategies changed, and why. */
  readonly onToken?: (record: TokenReport) => void;
}
