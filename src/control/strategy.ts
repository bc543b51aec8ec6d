import type { Distribution } from './distribution.ts';
import type { Intervention } from './intervention.ts';
import type { Correction, CorrectionRequest } from './srgen/correction.ts';
import type { ModelFacts, SettingValue } from './vocabulary.ts';

export type Phase = 'thinking' | 'answer';

/** What an engine may be able to do beyond plain decoding, and what a strategy may need. */
export type Capability = 'bias' | 'entropy' | 'force' | 'rewind' | 'probe' | 'hidden';

/** One token of the past, as strategies see it. */
export interface PastToken {
  readonly position: number;
  readonly id: number;
  readonly text: string;
  readonly phase: Phase;
  /** Whether it was drawn from the distribution or put there by a strategy. */
  readonly source: 'sampled' | 'forced';
  /**
   * null for forced tokens. `tempered`: entropy at the sampling temperature after all biases and before any correction, nats.
   * `confidence`: DeepConf's, nats; traces of version 1 lack it.
   */
  readonly statistics: { readonly tempered: number; readonly confidence?: number | undefined } | null;
  readonly probes: readonly Probe[];
  /** What was done on the way to it, withdrawals and overruled actions included. */
  readonly interventions: readonly PastIntervention[];
}

/** What a strategy may know of an earlier intervention; `overruledBy` is set when another strategy won that position. */
export interface PastIntervention {
  readonly kind: Intervention['kind'];
  readonly strategy: string;
  readonly overruledBy?: string | undefined;
}

/** A read-only view of the trace so far. A strategy's own state is a fold over it, so that resuming and branching are right by construction. */
export interface Past {
  /** Generated tokens so far, which is also the position of the next one (from 0). */
  readonly length: number;
  readonly tokens: readonly PastToken[];
  /** Phase of the next token. */
  readonly phase: Phase;
}

/** One token of a side continuation. Log-probabilities at temperature 1. */
export interface ProbeToken {
  readonly id: number;
  readonly text: string;
  readonly logprob: number;
  /** Over the whole vocabulary, nats. */
  readonly entropy: number;
  /** The five largest log-probabilities, and the sampled token's when it is not among them. */
  readonly listed: readonly number[];
}

/** A short side continuation that left no mark on the sequence. */
export interface Probe {
  readonly strategy: string;
  /** The text that was put after the output, and what the model went on with. */
  readonly prompt: string;
  readonly tokens: readonly ProbeToken[];
  /** Tokens that were computed for it: the prompt's and the sampled ones. */
  readonly cost: number;
  /** What the strategy measured on it, by name. */
  readonly values: Readonly<Record<string, number>>;
}

export interface ProbeRequest {
  readonly prompt: string;
  /** Most tokens to sample; fewer when the model stops. At most 32. */
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP: number;
  /** Texts that end the probe; the token that completes one is its last. */
  readonly stop?: readonly string[];
  /** Figures to record with the probe, computed from its (rounded) tokens. */
  readonly measure: (tokens: readonly ProbeToken[]) => Readonly<Record<string, number>>;
}

/** A correction over the whole sequence or, as if the text ended there, over the prompt. */
export interface CorrectionOver extends Omit<CorrectionRequest, 'positions'> {
  readonly over: 'all' | 'prompt';
}

/** What a strategy may ask for at one position. */
export interface Tools {
  /** Continues on the side and records the probe with the next token. */
  probe(request: ProbeRequest): Promise<Probe>;
  /** Which offset of the last hidden state lowers SRGen's loss; needs `hidden`. Changes nothing. */
  correct(request: CorrectionOver): Promise<Correction>;
}

/** A token that was drawn and is not yet part of the past. A probe made now continues from before it. */
export interface SampledToken {
  readonly id: number;
  readonly text: string;
}

/** What is fixed for a strategy in one run. */
export interface RunContext {
  /** A number in (0, 1) that belongs to this strategy and position. */
  uniform(position: number): number;
}

/**
 * A decoding strategy at work in one run. All moments are optional and are called once per position, in this order.
 */
export interface Strategy {
  /** Whether its review wants the distribution after all other strategies' biases, wherever it stands in the stack. */
  readonly reviewsLast?: boolean;
  /** Candidates per position that the sequence must keep for its truncated corrections. */
  readonly keepsCandidates?: number;
  /** Before the forward pass; pure. */
  plan?(past: Past): readonly Intervention[];
  /** With the distribution in view, before sampling. */
  review?(
    distribution: Distribution,
    past: Past,
    tools: Tools,
  ): readonly Intervention[] | Promise<readonly Intervention[]>;
  /** After sampling, before the token is appended; the only moment that may `replace`. */
  chosen?(
    token: SampledToken,
    past: Past,
    tools: Pick<Tools, 'probe'>,
  ): readonly Intervention[] | Promise<readonly Intervention[]>;
}

/** One adjustable number, choice or switch of a strategy. */
export type SettingSpec =
  | (SettingBase & {
      readonly kind: 'number' | 'integer';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit?: string;
    })
  | (SettingBase & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    });

interface SettingBase {
  readonly label: string;
  readonly help: string;
  /** Shown at once, or under "all settings". */
  readonly main: boolean;
}

export type Settings = Readonly<Record<string, SettingValue>>;

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly settings: Settings;
  /** Where the values come from. */
  readonly source: string;
}

/** What a method, a strategy or an ensemble, says of itself before it runs. */
export interface MethodDefinition {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly source: string;
  readonly needs: readonly Capability[];
  readonly settings: Readonly<Record<string, SettingSpec>>;
  readonly presets: readonly Preset[];
  readonly defaults: Settings;
  /** Strategies it cannot be stacked with, and why. */
  readonly conflicts?: Readonly<Record<string, string>>;
}

/** Everything there is to know about a strategy before it runs. */
export interface StrategyDefinition extends MethodDefinition {
  /** Settings under which it must do nothing. */
  readonly neutral: Settings;
  /** `settings` are complete and checked (see `checkSettings`). */
  create(settings: Settings, model: ModelFacts, context: RunContext): Strategy;
  /** Why these settings cannot act on this model, or undefined. */
  warning?(settings: Settings, model: ModelFacts): string | undefined;
}
